import PulseCore
import PulseEngine
import Testing

/// Order of arrival, causality, and the order of the scenarios.
@Suite struct SlicePropertyTests {
    @Test func arrivalInsideASliceDoesNotMatter() throws {
        for seed in 0..<600 as Range<UInt64> {
            let stream = RandomStream(seed: seed)
            let engine = try stream.run()
            let turned = try stream.run(order: { $0.reversed() })
            var random = SplitMix64(seed: seed)
            let shuffled = try stream.run(order: { $0.shuffled(using: &random) })
            #expect(engine.fills == turned.fills && engine.fills == shuffled.fills, "seed \(seed)")
            #expect(engine.ledger.movements == turned.ledger.movements && engine.trades == turned.trades)
            #expect(engine.portfolio == shuffled.portfolio)
        }
    }

    /// P3: entries and exits by signal no earlier than the open after the slice that the signal was decided on.
    static func earlyFills(_ engine: Engine, _ stream: RandomStream) -> Int {
        var opens: [[Int64]] = stream.instruments.map { _ in [] }
        for slice in stream.slices {
            for (instrument, candle) in slice.candles { opens[instrument].append(candle.openTime.milliseconds) }
        }
        return engine.trades.elements.count { trade in
            // The first open at or after the signal became known, and no open that was already past.
            guard let next = opens[trade.instrument].first(where: { $0 >= trade.signalTime.milliseconds }) else { return true }
            let entry = engine.fills.elements.first { $0.trade == trade.number }
            return trade.entryTime.milliseconds != next || entry?.ticks != stream.entryTicks(trade, openTime: next)
        }
    }

    @Test func p3NoFillBeforeTheNextOpen() throws {
        var caught = 0
        for seed in 0..<600 as Range<UInt64> {
            var stream = RandomStream(seed: seed)
            stream.configuration.slippage = .none
            stream.configuration.fillPolicy = .nextOpen
            #expect(Self.earlyFills(try stream.run(), stream) == 0, "seed \(seed)")
            // Mutant: fills at the signal's own close.
            stream.configuration.fillPolicy = .signalClose
            if Self.earlyFills(try stream.run(), stream) > 0 { caught += 1 }
        }
        #expect(caught > 400)
    }

    @Test func p2LaterCandlesChangeNothing() throws {
        for seed in 0..<300 as Range<UInt64> {
            let stream = RandomStream(seed: seed)
            var cut = stream
            cut.slices = Array(stream.slices.prefix(20))
            var poisoned = stream
            for index in 20..<stream.slices.count {
                for position in poisoned.slices[index].candles.indices {
                    poisoned.slices[index].candles[position].candle.open = .nan
                    poisoned.slices[index].candles[position].candle.close = .infinity
                }
            }
            let end = stream.slices[19].close
            let early = try cut.run().fills.elements
            #expect(try stream.run().fills.elements.filter { $0.time < end }.starts(with: early.filter { $0.time < end }))
            #expect(try poisoned.run().fills.elements.prefix(early.count).elementsEqual(early))
        }
    }

    /// One trade of a fixed quantity whose stop stays: each assumption of the worse scenario can only cost.
    @Test func worseScenariosEndWithLess() throws {
        var spread = 0
        for seed in 0..<3_000 as Range<UInt64> {
            let results = try Scenario.allCases.map { try Self.singleTrade(seed: seed, $0) }
            guard results.allSatisfy({ $0.trades.endIndex == 1 }) else { continue }
            let equity = results.map(\.portfolio.equity)
            #expect(equity[0] <= equity[1] && equity[1] <= equity[2], "seed \(seed): \(equity)")
            if equity[0] < equity[1], equity[1] < equity[2] { spread += 1 }
        }
        #expect(spread > 1_000)
    }

    private static func singleTrade(seed: UInt64, _ scenario: Scenario) throws -> Engine {
        var random = SplitMix64(seed: seed)
        var configuration = Rig.plain(1_000_000)
        configuration.slippage = random.uniform() < 0.5 ? .standard : .none
        configuration.scenario = scenario
        var engine = try Engine(instruments: [Rig.perpetual()], configuration: configuration)
        let direction: Direction = random.uniform() < 0.5 ? .long : .short
        var price: Int64 = 1_000
        for index in 0..<30 as Range<Int64> {
            let open = Timestamp(milliseconds: Rig.start + index * Rig.minute)
            let close = open.advanced(byMilliseconds: Rig.minute)
            // Whole ticks, so that touching a target without trading through it happens.
            let first = price + (random.uniform() < 0.1 ? Int64(random.next() % 21) - 10 : 0)
            let last = first + Int64(random.next() % 21) - 10
            let high = max(first, last) + Int64(random.next() % 10)
            let low = min(first, last) - Int64(random.next() % 10)
            price = last
            func value(_ ticks: Int64) -> Double { Double(ticks) / 10 }
            engine.process(
                .candle(
                    instrument: 0,
                    MarketCandle(
                        openTime: open, closeTime: close, open: value(first), high: value(high), low: value(low), close: value(last))))
            engine.process(.sliceClosed(close))
            guard index == 0 else { continue }
            let targets = (1...1 + Int64(random.next() % 3)).map {
                Signal.Target(price: value(price + direction.sign * 15 * $0), share: Score(0.4))
            }
            engine.process(
                .signal(
                    Signal(
                        instrument: 0, direction: direction, time: close, reference: value(price), size: .quantity(3),
                        stop: value(price - direction.sign * 20), targets: targets)))
        }
        engine.process(.end)
        return engine
    }
}

extension RandomStream {
    /// Ticks of the open that a trade's entry should have been filled at.
    func entryTicks(_ trade: Trade, openTime: Int64) -> Int64? {
        for slice in slices {
            for (instrument, candle) in slice.candles where instrument == trade.instrument && candle.openTime.milliseconds == openTime {
                return instruments[instrument].tick.count(candle.open)
            }
        }
        return nil
    }
}
