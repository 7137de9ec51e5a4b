/// What a request counts against.
enum RESTLimit: Int, CaseIterable, Sendable {
    /// Request weight a minute.
    case weight
    /// Funding rates and their rules: 500 requests in five minutes.
    case funding
    /// Open interest and ratios: 1,000 requests in five minutes.
    case statistics

    /// Length of the windows of what is not weight, in milliseconds.
    static let window: Int64 = 300_000

    /// What a request to a path counts against.
    init(path: String) {
        if path.hasPrefix("/futures/data/") {
            self = .statistics
        } else if path == "/fapi/v1/fundingRate" || path == "/fapi/v1/fundingInfo" {
            self = .funding
        } else {
            self = .weight
        }
    }

    /// Requests in a window; nil for weight, whose limit is the market's.
    var requests: Int? {
        switch self {
        case .weight: nil
        case .funding: 500
        case .statistics: 1_000
        }
    }

    /// - Parameter speed: how many times faster than the clock the market runs; then the replay venue counts weight alone, by the clock.
    func budget(_ market: BinanceMarket, share: Double, speed: Double) -> WeightBudget {
        guard let requests else { return WeightBudget(limit: market.weightPerMinute, share: share) }
        return WeightBudget(limit: Int(Double(requests) * max(1, speed)), window: Self.window, share: share)
    }
}
