import PulseCore
import PulseStrategy
import Testing

@Suite("Risk plan")
struct RiskPlanTests {
    private func verdict(_ direction: Direction, probability: Double = 0.8) -> Verdict {
        Verdict(
            direction: direction, outcome: .passed, agreeing: [HeadSet(.technical), HeadSet(.volume)], probability: Score(probability),
            confidence: Score(0.8))
    }

    private let time = Timestamp(milliseconds: 1_700_000_000_000)

    private func plan(_ preset: TargetSpecification.Preset = .riskMultiples) -> RiskPlan {
        var specification = RiskSpecification()
        specification.apply(preset)
        return RiskPlan(specification, timeframe: .h1)
    }

    private func isClose(_ a: [Double], _ b: [Double]) -> Bool {
        a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) < 1e-9 }
    }

    @Test("entry 100, range 1: stop 1.5 away, targets at 1, 2, 3 and 4 R with 40, 30, 20 and 10 %")
    func standard() throws {
        let long = try plan().signal(for: verdict(.long), instrument: 2, time: time, close: 100, averageTrueRange: 1)
        #expect(long.stop == 98.5)
        #expect(isClose(long.targets.map(\.price), [101.5, 103, 104.5, 106]))
        #expect(long.targets.map { Int($0.share.raw) } == [410, 307, 205, 102])
        #expect(long.size == .risk(factor: Score(0.8)))
        #expect(long.reference == 100)
        #expect(long.averageTrueRange == 1)
        // The longer of two hours and 24 candles of an hour.
        #expect(long.expiry == time.advanced(byMilliseconds: 24 * 3_600_000))
        let short = try plan().signal(for: verdict(.short), instrument: 2, time: time, close: 100, averageTrueRange: 1)
        #expect(short.stop == 101.5)
        #expect(isClose(short.targets.map(\.price), [98.5, 97, 95.5, 94]))
    }

    @Test("the golden numbers of sdeAtr: entry 100, range 2")
    func sdeAtr() throws {
        let signal = try plan(.sdeAtr).signal(for: verdict(.long), instrument: 0, time: time, close: 100, averageTrueRange: 2)
        #expect(signal.stop == 97)
        #expect(isClose(signal.targets.map(\.price), [101, 102, 104, 108]))
    }

    @Test("a swing beyond the stop moves it, up to the cap; one on the wrong side does not")
    func structure() throws {
        func stop(_ direction: Direction, low: Double = .nan, high: Double = .nan, range: Double = 1) throws -> Double? {
            try plan().signal(
                for: verdict(direction), instrument: 0, time: time, close: 100, averageTrueRange: range, swingLow: low, swingHigh: high
            ).stop
        }
        #expect(try stop(.long, low: 98, high: 101) == 97.75)
        #expect(try stop(.short, low: 99, high: 102) == 102.25)
        #expect(try stop(.long, low: 99.5) == 98.5)
        #expect(try stop(.long, low: 90) == 97)
        #expect(try stop(.long, low: 104) == 98.5)
        #expect(try stop(.long, range: 0.1) == 99.5)
        #expect(try stop(.short, range: 50) == 103)
    }

    @Test("whatever the market: stop on the right side, targets ordered, reward at least the minimum, shares whole")
    func properties() {
        var random = SplitMix64(seed: 41)
        var passed = 0
        for _ in 0..<20_000 {
            let preset = TargetSpecification.Preset.allCases[Int(random.next() % 5)]
            let direction: Direction = random.next() % 2 == 0 ? .long : .short
            let close = 0.000_01 + 100_000 * random.uniform() * random.uniform()
            let range = close * 0.1 * random.uniform() * random.uniform()
            let plan = plan(preset)
            do {
                let signal = try plan.signal(
                    for: verdict(direction, probability: random.uniform()), instrument: 0, time: time, close: close,
                    averageTrueRange: range, swingLow: close * (1 - 0.05 * random.uniform()),
                    swingHigh: close * (1 + 0.05 * random.uniform()))
                passed += 1
                let sign = Double(direction.sign)
                let risk = sign * (close - (signal.stop ?? .nan))
                #expect(risk > 0 && risk >= 0.004_999 * close && risk <= 0.030_001 * close)
                let gains = signal.targets.map { sign * ($0.price - close) }
                #expect(gains.allSatisfy { $0 > 0 })
                #expect(zip(gains, gains.dropFirst()).allSatisfy { $0 < $1 })
                #expect(signal.targets.allSatisfy { $0.price > 0 })
                #expect(signal.targets.reduce(0) { $0 + Int($1.share.raw) } == 1_024)
                let mean = zip(gains, signal.targets).reduce(0) { $0 + $1.0 * $1.1.share.value }
                #expect(mean / risk >= plan.specification.minimumRewardToRisk - 0.005_001)
                guard case .risk(let factor) = signal.size else {
                    Issue.record("sized by risk")
                    continue
                }
                #expect(factor >= .half && factor <= .one)
            } catch {
                // Only ladders in average true ranges depend on the market.
                #expect(error == .rewardToRisk && plan.specification.targets.unit == .averageTrueRange)
            }
        }
        #expect(passed > 10_000)
    }

    @Test("the ratio is compared in hundredths: a plan of exactly 2 R passes at any price")
    func rewardToRisk() throws {
        var random = SplitMix64(seed: 43)
        for preset in [TargetSpecification.Preset.riskMultiples, .fixedPct] {
            for _ in 0..<2_000 {
                let close = 0.001 + 70_000 * random.uniform()
                _ = try plan(preset).signal(
                    for: verdict(.long), instrument: 0, time: time, close: close, averageTrueRange: close * 0.01 * random.uniform())
            }
        }
        // A calm market: the floor of the stop makes the targets of an ATR ladder too near.
        #expect(throws: SignalRejection.rewardToRisk) {
            try plan(.mtf).signal(for: verdict(.long), instrument: 0, time: time, close: 100, averageTrueRange: 0.1)
        }
    }

    @Test("no side, no range, no price: no signal")
    func rejections() {
        #expect(throws: SignalRejection.noSide) {
            try plan().signal(for: verdict(.flat), instrument: 0, time: time, close: 100, averageTrueRange: 1)
        }
        for (close, range) in [(100.0, Double.nan), (.nan, 1), (0, 1), (-5, 1), (100, .infinity)] {
            #expect(throws: SignalRejection.noRange) {
                try plan().signal(for: verdict(.long), instrument: 0, time: time, close: close, averageTrueRange: range)
            }
        }
        var specification = RiskSpecification()
        specification.stop.minimum = 0.3
        specification.stop.maximum = 0.5
        #expect(throws: SignalRejection.unreachableTarget) {
            try RiskPlan(specification, timeframe: .h1).signal(
                for: verdict(.short), instrument: 0, time: time, close: 100, averageTrueRange: 1)
        }
    }

    @Test("expiry is the longer of hours and candles, or none")
    func expiry() {
        var specification = RiskSpecification()
        #expect(specification.lifetime(on: .m1) == Int64(2 * 3_600_000))
        #expect(specification.lifetime(on: .h4) == Int64(96 * 3_600_000))
        specification.expiryCandles = 0
        #expect(specification.lifetime(on: .h4) == Int64(2 * 3_600_000))
        specification.expiryHours = 0
        #expect(specification.lifetime(on: .h4) == nil)
    }
}
