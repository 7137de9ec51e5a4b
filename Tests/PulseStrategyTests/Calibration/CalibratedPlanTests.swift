import PulseAnalytics
import PulseCore
import PulseStrategy
import Testing

/// What a calibration changes of a strategy, and what it does not.
@Suite("Calibrated signals") struct CalibratedPlanTests {
    private static func calibration(_ map: CalibrationMap, decisions: String = "d") -> ProbabilityCalibration {
        let scores = CalibrationQuality.Scores(brier: 0.24, logLoss: 0.6, calibrationError: 0.02)
        return ProbabilityCalibration(
            name: "c", map: map, decisions: decisions, timeframe: .h1,
            fittedOn: TimeRange(from: Timestamp(milliseconds: 0), to: Timestamp(milliseconds: 1)), instruments: [],
            quality: CalibrationQuality(
                outcomes: 100, hits: 40, judged: 80, calibrated: scores, baseRate: scores, raw: scores, advantage: 0, advantageError: 0,
                areaUnderCurve: nil, reliability: []),
            digest: "abc")
    }

    private static func map(_ steps: [(Int, Int)]) throws -> CalibrationMap {
        try #require(CalibrationMap(steps: steps.map { CalibrationMap.Step(start: Score(raw: $0.0), value: Score(raw: $0.1)) }))
    }

    private static func signals(_ strategy: StrategySpecification) -> [Signal] {
        let columns = DecisionRows.columns([.init(probability: 0.75), .init(probability: 0.9)])
        var planner = SignalPlanner(strategy, timeframe: .m1, instruments: 2)
        for row in 0..<2 {
            planner.consider(
                DecisionRow(columns, at: row), instrument: row, time: DecisionRows.minute(1), close: 100, holding: .nothing,
                riskTaken: .zero)
        }
        var signals: [Signal] = []
        planner.admit(into: &signals)
        return signals
    }

    @Test("size and priority go by the calibrated probability where there is one, by the raw one where there is none")
    func sizes() throws {
        var strategy = StrategySpecification.standard
        let plain = Self.signals(strategy)
        #expect(plain.map(\.calibrated) == [nil, nil])
        #expect(plain.map(\.size) == [.risk(factor: Score(0.75)), .risk(factor: Score(0.9))])

        strategy.calibration.calibration = Self.calibration(try Self.map([(0, 400), (900, 700)]))
        let calibrated = Self.signals(strategy)
        #expect(calibrated.map(\.probability) == plain.map(\.probability))
        #expect(calibrated.map(\.calibrated) == [Score(raw: 400), Score(raw: 700)])
        // Less than one half is sized as one half.
        #expect(calibrated.map(\.size) == [.risk(factor: .half), .risk(factor: Score(raw: 700))])
        for (mine, other) in zip(calibrated, plain) {
            let difference = Double(mine.weighing.raw) - Double(other.weighing.raw)
            let moved = Double(mine.priority?.raw ?? 0) - Double(other.priority?.raw ?? 0)
            #expect(abs(moved - 410 * difference / 1_024) <= 1)
        }
    }

    @Test("a map that changes nothing gives the same signals, but for saying so")
    func identity() throws {
        var strategy = StrategySpecification.standard
        let plain = Self.signals(strategy)
        strategy.calibration.calibration = Self.calibration(try Self.map((1...1_023).map { ($0, $0) }))
        var calibrated = Self.signals(strategy)
        #expect(calibrated.map(\.calibrated) == plain.map(\.probability))
        for index in calibrated.indices { calibrated[index].calibrated = nil }
        #expect(calibrated == plain)
    }

    @Test("it is part of what a strategy is, and nothing where there is none")
    func canonicalForm() throws {
        let plain = try StrategySpecification(reading: PlainDocument.read("name: a\n"))
        #expect(!plain.canonicalForm.contains("calibration"))
        var named = try StrategySpecification(reading: PlainDocument.read("name: a\ncalibration: {name: four-1h}\n"))
        #expect(named.calibration.name == "four-1h")
        #expect(named.canonicalForm.contains("\ncalibration.name = four-1h\n"))
        named.calibration.calibration = Self.calibration(try Self.map([(0, 400)]))
        #expect(named.canonicalForm.contains("\ncalibration.digest = abc\n"))
        #expect(named.decisionForm == plain.decisionForm)
        #expect(throws: PulseError.self) { try StrategySpecification(reading: PlainDocument.read("name: a\ncalibration: {nam: b}\n")) }
    }

    @Test("the decisions of a strategy are its heads, its rule, its stop, targets and expiry")
    func decisionForm() throws {
        func form(_ text: String) throws -> String {
            try StrategySpecification(reading: PlainDocument.read("name: a\n" + text)).decisionForm
        }
        let plain = try form("")
        for same in [
            "description: other", "timeframe: 4h", "risk: {riskPerTrade: 0.02}", "gates: {health: 0.5}", "risk:\n  limits: {positions: 2}",
            "venue: {startingCash: 5000}",
        ] {
            #expect(try form(same) == plain, "\(same)")
        }
        for other in [
            "risk:\n  stop: {atr: 2}", "risk:\n  expiry: {hours: 1, candles: 12}", "risk: {minimumRewardToRisk: 1}",
            "risk:\n  targets: {preset: sdeAtr}", "consensus: {profile: spec4}", "consensus: {confidenceGate: 0.8}",
            "heads:\n  technical: {weight: 0.5}\n  volume: {weight: 0.3}\n  rules: {weight: 0.2}",
        ] {
            #expect(try form(other) != plain, "\(other)")
        }
    }
}
