import PulseCore
import PulseEngine
import PulseTesting
import Testing

/// A long-only crossover of two simple averages, against a loop of a few lines that knows nothing of the engine.
@Suite struct CrossoverTests {
    static let count = 100_000

    /// The walk that the peers are measured on: a geometric random walk from SplitMix64, on cents.
    static let candles: CandleColumns = {
        var columns = CandleColumns()
        columns.reserveCapacity(count)
        var last = 20_000.0
        func cents(_ value: Double) -> Double { (value * 100 + 0.5).rounded(.down) / 100 }
        for index in 0..<count {
            var random = SplitMix64(seed: 20_260_101, skipping: UInt64(8 * index))
            let draws = (0..<8).map { _ in random.uniform() }
            let change = 0.0008 * ((draws[0] + draws[1] + draws[2] + draws[3] - 2) * 1.7320508075688772)
            let next = last * (1 + change)
            columns.append(
                Candle(
                    openTime: Timestamp(milliseconds: 1_609_459_200_000 + 60_000 * Int64(index)), open: cents(last),
                    high: cents(max(last, next) * (1 + 0.0006 * draws[4])), low: cents(min(last, next) * (1 - 0.0006 * draws[5])),
                    close: cents(next), volume: 1))
            last = next
        }
        return columns
    }()

    /// +1, 0 or -1 by which of the averages over 10 and 30 closes is larger, nil before there are 30; in whole cents, so that ties are
    /// ties.
    static let sides: [Int?] = {
        let cents = candles.close.map { Int64($0 * 100 + 0.5) }
        var fast: Int64 = 0
        var slow: Int64 = 0
        return cents.indices.map { index in
            fast += cents[index] - (index >= 10 ? cents[index - 10] : 0)
            slow += cents[index] - (index >= 30 ? cents[index - 30] : 0)
            return index < 29 ? nil : (fast * 30 - slow * 10).signum() == 0 ? 0 : fast * 30 > slow * 10 ? 1 : -1
        }
    }()

    /// The plain loop: buys 0.1 where the fast average crosses up, sells it where it crosses down, at prices of `price(index)`.
    static func reference(price: (Int) -> Double?) -> (equity: Double, trades: Int, entries: [Int]) {
        var cash = 10_000_000.0
        var units = 0.0
        var trades = 0
        var entries: [Int] = []
        for index in 30..<count {
            guard let side = sides[index], let before = sides[index - 1] else { continue }
            if side > 0, before <= 0, units == 0, let price = price(index) {
                units = 0.1
                cash -= 0.1 * price * 1.001
                entries.append(index)
            } else if side < 0, before >= 0, units > 0, let price = price(index) {
                cash += units * price * 0.999
                units = 0
                trades += 1
            }
        }
        return (cash + units * candles.close[count - 1], trades, entries)
    }

    static func run(_ policy: FillPolicy) throws -> Engine {
        var configuration = Rig.plain(10_000_000)
        configuration.fillPolicy = policy
        var engine = try Engine(instruments: [Rig.spot(lot: "0.1")], configuration: configuration)
        var isLong = false
        for index in 0..<count {
            let candle = candles[index]
            let close = candle.openTime.advanced(byMilliseconds: 60_000)
            engine.process(.candle(instrument: 0, MarketCandle(candle, closeTime: close)))
            engine.process(.sliceClosed(close))
            guard index >= 30, let side = sides[index], let before = sides[index - 1] else { continue }
            let turnsUp = side > 0 && before <= 0 && !isLong
            guard turnsUp || (side < 0 && before >= 0 && isLong) else { continue }
            isLong = turnsUp
            engine.process(
                .signal(
                    Signal(
                        instrument: 0, direction: turnsUp ? .long : .flat, time: close, reference: candle.close, size: .quantity(0.1))))
        }
        engine.process(.end)
        return engine
    }

    @Test(arguments: FillPolicy.allCases)
    func tradesAreThoseOfAPlainLoop(_ policy: FillPolicy) throws {
        let engine = try Self.run(policy)
        let expected = Self.reference { index in
            if policy == .signalClose { return Self.candles.close[index] }
            return index + 1 < Self.count ? Self.candles.open[index + 1] : nil
        }
        #expect(expected.trades > 1_000)
        #expect(engine.trades.elements.count { $0.exitReason == .signal } == expected.trades)
        #expect(abs(engine.portfolio.equity.value - expected.equity) < 1e-5)
        let openTimes = expected.entries.map { Self.candles.openTime[$0] + 60_000 }
        #expect(engine.trades.elements.map(\.entryTime.milliseconds) == openTimes)
        #expect(engine.reconciliation().isBalanced)
    }
}
