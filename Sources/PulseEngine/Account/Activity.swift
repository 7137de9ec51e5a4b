import PulseCore

/// Sums over a run that the report's exposure, turnover and cost figures are made of.
public struct Activity: Hashable, Sendable {
    /// Slices closed.
    public internal(set) var slices = 0
    /// Slices at whose close a position was open.
    public internal(set) var slicesInMarket = 0
    /// Sum over slices of gross exposure by equity; divided by `slices` it is the mean. For analytics. Not a number where slices were passed
    /// over with a position open.
    public internal(set) var grossExposureSum = 0.0
    /// Sum over slices of net exposure by equity, likewise.
    public internal(set) var netExposureSum = 0.0
    /// Value of all fills, in 1e-8 of the quote currency: over years it can pass what `Cash` holds.
    public internal(set) var tradedNotional: Int128 = 0
    public internal(set) var fees = Cash.zero
    /// Slippage of all fills; already part of prices.
    public internal(set) var slippage = Cash.zero
    /// Funding paid, negative if received.
    public internal(set) var funding = Cash.zero
    /// What the insurance fund made good.
    public internal(set) var insurance = Cash.zero
    /// Orders cut to what cash, margin or limits allow.
    public internal(set) var reducedOrders = 0
    /// Candles left out because their prices were not positive finite numbers.
    public internal(set) var unusableCandles = 0
    public internal(set) var liquidations = 0

    public init() {}

    /// `tradedNotional` in whole quote units, for analytics.
    public var turnover: Double { Double(tradedNotional) / 100_000_000 }
}
