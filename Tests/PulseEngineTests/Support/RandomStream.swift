import PulseCore
import PulseEngine

/// A seeded stream of events over a few odd instruments: wide candles, gaps, missing candles, every kind of signal, funding.
struct RandomStream {
    struct Slice {
        var candles: [(instrument: Int, candle: MarketCandle)]
        var close: Timestamp
        var after: [Event]
    }

    var instruments: [Instrument]
    var configuration: EngineConfiguration
    var slices: [Slice] = []

    init(seed: UInt64, slices count: Int = 40) {
        var random = SplitMix64(seed: seed)
        let choices = [
            Rig.spot(tick: "0.01", lot: "0.001"), Rig.spot(tick: "0.05", lot: "0.1"), Rig.perpetual(tick: "0.1", lot: "0.001"),
            Rig.spot(tick: "0.000001", lot: "0.0001"), Rig.perpetual(tick: "0.0000001", lot: "0.00001"),
            Rig.perpetual(tick: "0.5", lot: "1"),
        ]
        instruments = (0..<1 + Int(random.next() % 3)).map { _ in choices[Int(random.next() % UInt64(choices.count))] }
        configuration = Self.configuration(&random)
        let leverage = Double(configuration.sizing.leverage)
        var prices = instruments.map { _ in 100 + 100 * random.uniform() }
        for index in 0..<count {
            let open = Timestamp(milliseconds: Rig.start + Int64(index) * 3_600_000)
            let close = open.advanced(byMilliseconds: 3_600_000)
            var candles: [(instrument: Int, candle: MarketCandle)] = []
            for instrument in instruments.indices where random.uniform() < 0.9 {
                let candle = Self.candle(&random, &prices[instrument], open, close)
                candles.append((instrument, candle))
            }
            var after: [Event] = []
            for instrument in instruments.indices {
                if random.uniform() < 0.35 { after.append(.signal(Self.signal(&random, instrument, prices[instrument], close, leverage))) }
                if random.uniform() < 0.1 {
                    let rate = Int64(random.next() % 200_000) - 100_000
                    after.append(.funding(instrument: instrument, time: close, rate: rate, markPrice: prices[instrument]))
                }
            }
            slices.append(Slice(candles: candles, close: close, after: after))
        }
    }

    private static func configuration(_ random: inout SplitMix64) -> EngineConfiguration {
        var configuration = EngineConfiguration(initialCash: Rig.money(1_000 + 100_000 * random.uniform()))
        configuration.scenario = Scenario.allCases[Int(random.next() % 3)]
        configuration.fillPolicy = random.uniform() < 0.8 ? .nextOpen : .signalClose
        configuration.spotFees = FeeSchedule(
            maker: PartsPerMillion(Int64(random.next() % 1_500)), taker: PartsPerMillion(Int64(random.next() % 2_000)))
        configuration.perpetualFees = FeeSchedule(maker: PartsPerMillion(Int64(random.next() % 400) - 100), taker: 500)
        configuration.slippage = random.uniform() < 0.5 ? .standard : .none
        configuration.sizing.leverage = [1, 3, 20, 125][Int(random.next() % 4)]
        configuration.sizing.maximumPositionShare = PartsPerMillion(configuration.sizing.leverage * 1_000_000)
        configuration.limits.maximumOpenPositions = 1 + Int(random.next() % 3)
        configuration.limits.maximumOpenRisk = random.uniform() < 0.5 ? 40_000 : 10_000_000
        configuration.limits.maximumExposure = random.uniform() < 0.2 ? 1_500_000 : nil
        configuration.limits.maximumDrawdown = random.uniform() < 0.2 ? 300_000 : nil
        configuration.limits.dailyLoss = random.uniform() < 0.2 ? 50_000 : nil
        configuration.exits = random.uniform() < 0.7 ? ExitRules() : .fixed
        return configuration
    }

    private static func candle(
        _ random: inout SplitMix64, _ price: inout Double, _ open: Timestamp, _ close: Timestamp
    ) -> MarketCandle {
        // Now and then a gap, or a candle that nothing trades in.
        let gap = random.uniform() < 0.1 ? 0.1 * (random.uniform() - 0.5) : 0
        let first = price * (1 + gap)
        let last = max(1, first * (1 + 0.06 * (random.uniform() - 0.5)))
        let high = max(first, last) * (1 + 0.02 * random.uniform())
        let low = min(first, last) * (1 - 0.02 * random.uniform())
        price = last
        return MarketCandle(openTime: open, closeTime: close, open: first, high: high, low: low, close: last)
    }

    private static func signal(_ random: inout SplitMix64, _ instrument: Int, _ price: Double, _ time: Timestamp, _ leverage: Double)
        -> Signal
    {
        let direction = Direction.allCases[Int(random.next() % 3)]
        let sign = Double(direction.sign)
        let sizes: [Signal.Size] = [
            .risk(factor: Score(random.uniform())), .quantity(50 * random.uniform()), .equityShare(1.2 * leverage * random.uniform()),
            .quote(Rig.money(1 + 20_000 * random.uniform())),
        ]
        let targets = (0..<Int(random.next() % 5)).map { index in
            Signal.Target(price: price * (1 + sign * 0.01 * Double(index + 1)), share: Score(random.uniform() * 0.6))
        }
        return Signal(
            instrument: instrument, direction: direction, time: time, reference: price, size: sizes[Int(random.next() % 4)],
            stop: random.uniform() < 0.8 ? price * (1 - sign * (0.005 + 0.03 * random.uniform())) : nil, targets: targets,
            expiry: random.uniform() < 0.3 ? time.advanced(byMilliseconds: Int64(random.next() % 8) * 3_600_000) : nil,
            averageTrueRange: random.uniform() < 0.8 ? price * 0.01 : 0)
    }

    /// Runs it, calling `check` after every event; candles of a slice arrive in the order that `order` makes of them.
    func run(
        order: ([(instrument: Int, candle: MarketCandle)]) -> [(instrument: Int, candle: MarketCandle)] = { $0 },
        check: (borrowing Engine, Event) -> Void = { _, _ in }
    ) throws -> Engine {
        var engine = try Engine(instruments: instruments, configuration: configuration)
        func process(_ event: Event) {
            engine.process(event)
            check(engine, event)
        }
        for slice in slices {
            for (instrument, candle) in order(slice.candles) { process(.candle(instrument: instrument, candle)) }
            process(.sliceClosed(slice.close))
            for event in slice.after { process(event) }
        }
        process(.end)
        return engine
    }
}
