/// What a request counts against.
enum RESTLimit: Int, CaseIterable, Sendable {
    /// Request weight a minute.
    case weight
    /// Funding rates and their rules: 500 requests in five minutes.
    case funding
    /// Open interest and ratios: 1,000 requests in five minutes.
    case statistics

    func budget(_ market: BinanceMarket, share: Double) -> WeightBudget {
        switch self {
        case .weight: WeightBudget(limit: market.weightPerMinute, share: share)
        case .funding: WeightBudget(limit: 500, window: 300_000, share: share)
        case .statistics: WeightBudget(limit: 1_000, window: 300_000, share: share)
        }
    }
}
