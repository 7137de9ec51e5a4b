import PulseCore

/// What the figures need to know of one trade, in quote currency.
public struct TradeOutcome: Hashable, Sendable {
    public var entryTime: Timestamp
    public var exitTime: Timestamp
    /// What it left after all costs.
    public var netProfit: Double
    /// Money at risk when it was opened; nil where there was no stop.
    public var initialRisk: Double?
    /// Worst open result inside the trade, 0 or negative.
    public var maximumAdverseExcursion: Double
    /// Best open result inside the trade, 0 or positive.
    public var maximumFavourableExcursion: Double

    public init(
        entryTime: Timestamp, exitTime: Timestamp, netProfit: Double, initialRisk: Double? = nil, maximumAdverseExcursion: Double = 0,
        maximumFavourableExcursion: Double = 0
    ) {
        self.entryTime = entryTime
        self.exitTime = exitTime
        self.netProfit = netProfit
        self.initialRisk = initialRisk.flatMap { $0 > 0 ? $0 : nil }
        self.maximumAdverseExcursion = maximumAdverseExcursion
        self.maximumFavourableExcursion = maximumFavourableExcursion
    }

    /// A trade of the simulated venue; an initial risk of zero means that it had no stop.
    public init(_ trade: Trade) {
        self.init(
            entryTime: trade.entryTime, exitTime: trade.exitTime, netProfit: trade.netProfit.value, initialRisk: trade.initialRisk.value,
            maximumAdverseExcursion: trade.maximumAdverseExcursion.value, maximumFavourableExcursion: trade.maximumFavourableExcursion.value
        )
    }

    /// Net result in units of the initial risk.
    public var multiple: Double? { initialRisk.map { netProfit / $0 } }
}
