import PulseCore
import PulseEngine
import Testing

/// An engine with minute candles driven by hand: prices in, audits out, the books checked after every event.
struct Rig {
    static let start: Int64 = 1_704_067_200_000
    static let minute: Int64 = 60_000

    typealias Prices = (open: Double, high: Double, low: Double, close: Double)

    var engine: Engine
    /// Slices closed so far.
    var slices: Int64 = 0
    var lastClose: [Double]

    init(_ instruments: [Instrument], _ configuration: EngineConfiguration) throws {
        engine = try Engine(instruments: instruments, configuration: configuration)
        lastClose = instruments.map { _ in 0 }
    }

    static func spot(_ symbol: String = "AUSDT", tick: String = "0.01", lot: String = "0.001", minimum: Double = 5) -> Instrument {
        instrument(symbol, .spot, tick, lot, minimum)
    }

    static func perpetual(_ symbol: String = "PUSDT", tick: String = "0.1", lot: String = "0.001", minimum: Double = 5) -> Instrument {
        instrument(symbol, .perpetual, tick, lot, minimum)
    }

    private static func instrument(_ symbol: String, _ market: Instrument.Market, _ tick: String, _ lot: String, _ minimum: Double)
        -> Instrument
    {
        guard let id = InstrumentID(venue: market == .spot ? "binance" : "binance-um", symbol: symbol), let tick = Increment(tick),
            let lot = Increment(lot), let notional = Cash(minimum)
        else { preconditionFailure("a test's instrument is well formed") }
        return Instrument(id: id, market: market, tick: tick, lot: lot, minimumNotional: notional)
    }

    /// Ten thousand of cash, no slippage, stops that stay, no limits in the way.
    static func plain(_ cash: Double = 10_000) -> EngineConfiguration {
        EngineConfiguration(
            initialCash: money(cash), slippage: .none, limits: RiskLimits(maximumOpenRisk: 1_000_000_000), exits: .fixed)
    }

    static func money(_ value: Double) -> Cash { Cash(value) ?? .zero }

    /// When the next slice opens.
    var now: Timestamp { Timestamp(milliseconds: Rig.start + slices * Rig.minute) }

    func time(_ slice: Int64) -> Timestamp { Timestamp(milliseconds: Rig.start + slice * Rig.minute) }

    @discardableResult
    mutating func process(_ event: Event) -> Audit {
        let audit = engine.process(event)
        #expect(engine.reconciliation() == Reconciliation(), "the books do not balance after \(event)")
        return audit
    }

    /// A slice of one candle, of the first instrument.
    @discardableResult
    mutating func candle(_ open: Double, _ high: Double, _ low: Double, _ close: Double) -> Audit {
        slice([(open, high, low, close)])
    }

    /// A slice with a candle for each instrument that has prices.
    @discardableResult
    mutating func slice(_ prices: [Prices?]) -> Audit {
        let open = now
        slices += 1
        for (instrument, prices) in prices.enumerated() {
            guard let prices else { continue }
            lastClose[instrument] = prices.close
            let candle = MarketCandle(
                openTime: open, closeTime: now, open: prices.open, high: prices.high, low: prices.low, close: prices.close)
            process(.candle(instrument: instrument, candle))
        }
        return process(.sliceClosed(now))
    }

    /// A signal decided on the slice that closed last.
    @discardableResult
    mutating func signal(
        _ direction: Direction, instrument: Int = 0, size: Signal.Size = .quantity(1), stop: Double? = nil,
        targets: [(Double, Double)] = [], expiry: Timestamp? = nil, range: Double = 0
    ) -> Audit {
        process(
            .signal(
                Signal(
                    instrument: instrument, direction: direction, time: now, reference: lastClose[instrument], size: size, stop: stop,
                    targets: targets.map { Signal.Target(price: $0.0, share: Score($0.1)) }, expiry: expiry, averageTrueRange: range)))
    }

    /// A flat candle at 100, then a signal: the next candle fills it.
    @discardableResult
    mutating func opening(
        _ direction: Direction, size: Signal.Size = .quantity(1), stop: Double? = nil, targets: [(Double, Double)] = [],
        expiry: Timestamp? = nil, range: Double = 0
    ) -> Audit {
        candle(100, 100, 100, 100)
        return signal(direction, size: size, stop: stop, targets: targets, expiry: expiry, range: range)
    }

    var fills: [Fill] { engine.fills.elements }
    var trades: [Trade] { engine.trades.elements }

    /// A fill or trade by number, nil if there is none: a test that expected it fails without taking the others down.
    func fill(_ number: Int) -> Fill? { fills.indices.contains(number) ? fills[number] : nil }
    func trade(_ number: Int) -> Trade? { trades.indices.contains(number) ? trades[number] : nil }

}
