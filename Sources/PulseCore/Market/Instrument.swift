/// What the venue demands of orders in one instrument: increments of price and quantity, minimum notional, kind of market.
public struct Instrument: Hashable, Sendable, Codable {
    /// How a position is held and what it costs to hold it.
    public enum Market: String, Sendable, Codable, CaseIterable {
        /// Owned outright: long only, paid in full.
        case spot
        /// Linear perpetual future settled in the quote currency: long and short.
        case perpetual
    }

    public var id: InstrumentID
    public var market: Market
    /// Step of prices.
    public var tick: Increment
    /// Step of quantities.
    public var lot: Increment
    /// The smallest value of an order that opens or adds, in quote currency.
    public var minimumNotional: Cash

    public init(id: InstrumentID, market: Market, tick: Increment, lot: Increment, minimumNotional: Cash) {
        self.id = id
        self.market = market
        self.tick = tick
        self.lot = lot
        self.minimumNotional = minimumNotional
    }

    /// The value of `lots` at a price of `ticks`, in 1e-8 of the quote currency, rounded as stated.
    ///
    /// Exact whenever the decimals of tick and lot add up to eight or fewer, as on nearly every instrument; beyond that the product
    /// (128 bits) is divided and rounded. Negative lots give negative values.
    @inlinable
    public func notional(ticks: Int64, lots: Int64, rounding: Rounding = .nearest) -> Cash {
        let product = Int128(ticks) * Int128(lots) * Int128(tick.mantissa) * Int128(lot.mantissa)
        let decimals = tick.decimals + lot.decimals
        let units =
            decimals <= 8
            ? product * Int128(Increment.powersOfTen[8 - decimals])
            : rounding.divide(product, by: Int128(Increment.powersOfTen[min(18, decimals - 8)]))
        return Cash(units: Int64(units))
    }
}
