import PulseCore
import PulseStore

/// One instrument to be served, with its candles and what is known beside them.
public struct VenueListing: Sendable {
    /// Its name where the candles come from.
    public var source: InstrumentID
    public var market: BinanceMarket
    public var columns: CandleColumns
    /// Rules of orders; nil for those that the candles' decimals suggest.
    public var rules: Instrument?
    /// Funding as it was settled, by its times, and what was observed of the others.
    public var funding: [SideObservation] = []
    public var openInterest: [SideObservation] = []
    public var longShortRatio: [SideObservation] = []
    public var premium: [SideObservation] = []

    public init(source: InstrumentID, market: BinanceMarket, columns: CandleColumns, rules: Instrument? = nil) {
        self.source = source
        self.market = market
        self.columns = columns
        self.rules = rules
    }

    /// Reads an instrument from a store.
    ///
    /// Throws `PulseError(.missing)` where the store has no such candles.
    public init(
        _ source: InstrumentID, as market: BinanceMarket, timeframe: Timeframe, through end: Timestamp, store: CandleStore
    ) throws {
        let columns = try store.read(source, timeframe, TimeRange(from: TimeRange.all.from, to: end))
        guard !columns.isEmpty else {
            throw PulseError(.missing, "the store has no candles of \(source) \(timeframe)", hint: "see 'alphapulse data list'")
        }
        self.init(source: source, market: market, columns: columns, rules: try store.instrument(source))
        func side(_ kind: SideKind) throws -> [SideObservation] {
            var found: [SideObservation] = []
            try store.forEachSideObservation(source, kind) { found += $0 }
            return found
        }
        guard market == .usdm else { return }
        funding = try side(.fundingRate)
        openInterest = try side(.openInterest)
        longShortRatio = try side(.longShortRatio)
        premium = try side(.premiumIndex)
    }

    /// How the venue prints it: no fewer decimals than the candles need.
    package var instrument: VenueInstrument {
        let prices = [columns.open, columns.high, columns.low, columns.close]
        let price = DecimalUnits.needed(prices, atLeast: min(8, rules?.tick.decimals ?? 0), atMost: 8)
        let quantity = DecimalUnits.needed(
            [columns.volume, columns.takerBuyVolume], atLeast: min(8, rules?.lot.decimals ?? 0), atMost: 8)
        let quote = DecimalUnits.needed(
            [columns.quoteVolume, columns.takerBuyQuoteVolume], atLeast: min(8, price + quantity), atMost: 8)
        return VenueInstrument(
            source: source, market: market, tick: rules?.tick ?? Increment(decimals: price),
            lot: rules?.lot ?? Increment(decimals: quantity),
            minimumNotional: rules?.minimumNotional ?? Cash(units: 5 * Cash.one.units), priceDecimals: price, quantityDecimals: quantity,
            quoteDecimals: quote)
    }
}

extension VenueMarket {
    /// Candles that a venue holds in memory (P9): about four years of minutes of two instruments.
    public static let maximumCandles = 4_000_000

    /// Puts a market together.
    ///
    /// Throws `PulseError(.usage)` for more candles than are held, for a start at or after the end, and where one symbol would be served
    /// twice.
    /// - Parameters:
    ///   - base: timeframe of the listings' candles.
    ///   - from: when the live part starts; what comes before is history. Nil for the first candle.
    ///   - printsPerCandle: prints that a candle is told in unless its prices need more.
    public init(base: Timeframe, listings: [VenueListing], from: Timestamp?, faults: FaultPlan = FaultPlan(), printsPerCandle: Int = 24)
        throws
    {
        let candles = listings.reduce(0) { $0 + $1.columns.count }
        guard candles <= Self.maximumCandles else {
            throw PulseError(
                .usage, "\(candles) candles are more than the venue holds (\(Self.maximumCandles))",
                hint: "serve fewer instruments, or a longer timeframe")
        }
        var series: [VenueSeries] = []
        var side: [VenueSide] = []
        for listing in listings {
            let instrument = listing.instrument
            let one = VenueSeries(instrument, base: base, columns: listing.columns, printsPerCandle: printsPerCandle) { openTime in
                openTime >= (from?.milliseconds ?? .min) && faults.isEmptied(instrument.salt, openTime)
            }
            series.append(one)
            func events(_ observations: [SideObservation]) -> [(time: Int64, value: Double)] {
                observations.map { ($0.eventTime.milliseconds, $0.value) }
            }
            func known(_ observations: [SideObservation]) -> [(time: Int64, value: Double)] {
                observations.map { ($0.knownAt.milliseconds, $0.value) }.sorted { $0.0 < $1.0 }
            }
            func closes(_ observations: [SideObservation]) -> [(time: Int64, value: Double)] {
                observations.map { (Self.close($0), $0.value) }.sorted { $0.0 < $1.0 }
            }
            side.append(
                VenueSide(
                    salt: instrument.salt, span: one.span,
                    funding: listing.funding.map { ($0.eventTime.milliseconds, $0.knownAt.milliseconds, $0.value) },
                    openInterest: events(listing.openInterest), longShortRatio: events(listing.longShortRatio),
                    premium: known(listing.premium), premiumCloses: closes(listing.premium)))
        }
        try self.init(base: base, series: series, side: side, from: from, faults: faults)
    }

    /// When the candle closed that a premium was the close of. The observation tells its open, and when it became known: at the close, or
    /// some delay after it, which the longest timeframe that has room between the two leaves out.
    private static func close(_ premium: SideObservation) -> Int64 {
        let length = premium.knownAt.milliseconds - premium.eventTime.milliseconds
        let timeframe = Timeframe.named.last { $0.timeframe.milliseconds <= length }?.timeframe
        return premium.eventTime.milliseconds + (timeframe?.milliseconds ?? length)
    }
}
