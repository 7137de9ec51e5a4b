import PulseCore
import PulseStrategy
import Testing

@Suite("Health and priority")
struct HealthScoreTests {
    @Test("all five: .25 .25 .20 .15 .15, rounded down to the grid")
    func all() {
        var health = HealthScore()
        for (component, value) in zip(HealthScore.Component.allCases, [1, 0.75, 0.5, 0.25, 0.5]) { health[component] = Score(value) }
        // (256 * 1024 + 256 * 768 + 205 * 512 + 154 * 256 + 153 * 512) / 1024 = 665.5; as real numbers .65.
        #expect(health.value == Score(raw: 665))
    }

    @Test("what is not known drops out, and what is known shares its weight")
    func missing() {
        var health = HealthScore()
        #expect(health.value == .zero)
        health[.technical] = Score(0.8)
        #expect(health.value == Score(0.8))
        health[.risk] = Score(0.8)
        health[.regime] = Score(0.8)
        #expect(health.value == Score(0.8))
        health[.dataQuality] = .zero
        // 563 of 819 of the weight hold 819/1024.
        #expect(health.value == Score(raw: (256 + 154 + 153) * 819 / 819))
    }

    @Test("from a decision: votes, data, regime and risk taken; an unknown regime drops out")
    func decision() {
        let columns = DecisionRows.columns([.init(technical: 0.5, regime: .choppy, regimeConfidence: 0.5, dataQuality: 0.5), .init()])
        let known = HealthScore(DecisionRow(columns, at: 0), riskTaken: .half)
        #expect(HealthScore.Component.allCases.map { known[$0] } == [.half, .half, nil, .half, .half])
        #expect(known.value == .half)
        let unknown = HealthScore(DecisionRow(columns, at: 1), riskTaken: .one)
        #expect(HealthScore.Component.allCases.map { unknown[$0] } == [.one, Score(0.8), nil, .zero, nil])
    }

    @Test("priority: .4 p, .2 confidence, .2 reward to risk over 3, .2 freshness")
    func priority() throws {
        let columns = DecisionRows.columns([.init(probability: 0.75, confidence: 0.5, evidenceAge: 6), .init(evidenceAge: 500)])
        let plan = RiskPlan(RiskSpecification(), timeframe: .h1)
        let signal = try plan.signal(
            for: columns.verdicts[0], instrument: 0, time: DecisionRows.minute(0), close: 100, averageTrueRange: 1)
        #expect(abs(SignalPriority.rewardToRisk(of: signal) - 2047.0 / 1024) < 1e-9)
        // 410 * 768 + 205 * 512 + 205 * 682 + 204 * 768, over 1024.
        #expect(
            SignalPriority.value(of: signal, recency: DecisionRow(columns, at: 0).recency)
                == Score(raw: (410 * 768 + 205 * 512 + 205 * 682 + 204 * 768) / 1_024))
        #expect(DecisionRow(columns, at: 1).recency == .zero)
    }
}
