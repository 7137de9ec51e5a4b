/// What a request counts against.
enum RESTLimit: Int, CaseIterable, Sendable {
    /// Request weight a minute.
    case weight
    /// Funding rates and their rules: 500 requests in five minutes.
    case funding
    /// Open interest and ratios: 1,000 requests in five minutes.
    case statistics

    /// - Parameter speed: how many times faster than the clock the market runs; the replay venue counts weight alone, by the clock.
    func budget(_ market: BinanceMarket, share: Double, speed: Double) -> WeightBudget {
        let speed = max(1, speed)
        switch self {
        case .weight: return WeightBudget(limit: market.weightPerMinute, share: share)
        case .funding: return WeightBudget(limit: Int(500 * speed), window: 300_000, share: share)
        case .statistics: return WeightBudget(limit: Int(1_000 * speed), window: 300_000, share: share)
        }
    }
}
