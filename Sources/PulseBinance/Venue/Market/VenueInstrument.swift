import PulseCore

/// What the replay venue lists: an instrument of the store under the market that it is served as.
public struct VenueInstrument: Hashable, Sendable {
    /// Its name in the store.
    public var source: InstrumentID
    public var market: BinanceMarket
    public var symbol: String
    public var tick: Increment
    public var lot: Increment
    public var minimumNotional: Cash
    /// Decimals that prices, quantities and values have here: those of tick and lot, or more where candles need them.
    public var priceDecimals: Int
    public var quantityDecimals: Int
    public var quoteDecimals: Int

    public init(
        source: InstrumentID, market: BinanceMarket, tick: Increment, lot: Increment, minimumNotional: Cash, priceDecimals: Int,
        quantityDecimals: Int, quoteDecimals: Int
    ) {
        self.source = source
        self.market = market
        symbol = source.symbol
        self.tick = tick
        self.lot = lot
        self.minimumNotional = minimumNotional
        self.priceDecimals = priceDecimals
        self.quantityDecimals = quantityDecimals
        self.quoteDecimals = quoteDecimals
    }

    /// Assets in which prices are quoted, the longest first.
    private static let quotes = ["FDUSD", "USDT", "USDC", "BUSD", "TUSD", "USD", "BTC", "ETH", "BNB", "EUR", "TRY"]

    public var quoteAsset: String {
        Self.quotes.first { symbol.hasSuffix($0) && symbol.count > $0.count } ?? "USDT"
    }

    public var baseAsset: String {
        symbol.hasSuffix(quoteAsset) ? String(symbol.dropLast(quoteAsset.count)) : symbol
    }

    /// The symbol as stream names spell it.
    public var streamSymbol: String { symbol.lowercased() }

    /// Decimals that are printed: eight on the spot market, on futures what there are.
    package func shown(_ decimals: Int) -> Int { market == .spot ? 8 : decimals }

    /// A number of its own, for what is drawn: neighbouring names have unrelated ones.
    package var salt: UInt64 { Draw.hash(market.rawValue + ":" + symbol) }

    /// The price nearest to `units` that lies on the tick.
    package func onTick(_ units: Int64) -> Int64 {
        guard tick.decimals <= priceDecimals else { return units }
        let step = tick.mantissa * Increment.powersOfTen[priceDecimals - tick.decimals]
        return step <= 1 ? units : (units + step / 2).floored(toMultipleOf: step)
    }

    /// One tick in units of prices.
    package var tickUnits: Int64 {
        guard tick.decimals <= priceDecimals else { return 1 }
        return max(1, tick.mantissa * Increment.powersOfTen[priceDecimals - tick.decimals])
    }

    /// One lot in units of quantities.
    package var lotUnits: Int64 {
        guard lot.decimals <= quantityDecimals else { return 1 }
        return max(1, lot.mantissa * Increment.powersOfTen[quantityDecimals - lot.decimals])
    }
}
