import PulseCore
import PulseStrategy
import Testing

@Suite("Signal planner and gates")
struct SignalPlannerTests {
    private typealias Row = DecisionRows.Row

    /// Offers one row to each instrument of one moment, and returns what is sent.
    private func send(
        _ planner: inout SignalPlanner, _ rows: [(instrument: Int, row: Row)], minute: Int = 0, holding: SignalPlanner.Holding = .nothing,
        riskTaken: Score = .zero
    ) -> [Signal] {
        for (instrument, row) in rows {
            planner.consider(
                DecisionRow(DecisionRows.columns([row]), at: 0), instrument: instrument, time: DecisionRows.minute(minute), close: 100,
                holding: holding, riskTaken: riskTaken)
        }
        var signals: [Signal] = []
        planner.admit(into: &signals)
        return signals
    }

    private func planner(_ instruments: Int = 3, _ change: (inout StrategySpecification) -> Void = { _ in }) -> SignalPlanner {
        var strategy = StrategySpecification.standard
        change(&strategy)
        return SignalPlanner(strategy, timeframe: .h1, instruments: instruments)
    }

    @Test("where slots are fewer than signals the highest priority goes first; what is sent is in instrument order")
    func priorities() {
        var planner = planner { $0.risk.maximumPositions = 2 }
        let sent = send(
            &planner, [(0, Row(probability: 0.7)), (1, Row(probability: 0.9)), (2, Row(probability: 0.8))])
        #expect(sent.map(\.instrument) == [1, 2])
        #expect(planner.gate.count(of: .positionLimit) == 1)
        #expect(sent.allSatisfy { $0.priority != nil && $0.health != nil })
    }

    @Test("equal priorities go by instrument; a slot that is left is free again")
    func ties() {
        var planner = planner { $0.risk.maximumPositions = 1 }
        #expect(send(&planner, [(2, Row()), (1, Row())].sorted { $0.0 < $1.0 }).map(\.instrument) == [1])
        #expect(send(&planner, [(0, Row())], minute: 90).isEmpty)
        planner.release(instrument: 1)
        #expect(send(&planner, [(0, Row())], minute: 91).map(\.instrument) == [0])
    }

    @Test("each minimum rejects by its own reason")
    func minima() {
        func reason(_ row: Row, riskTaken: Score = .zero, _ change: (inout StrategySpecification) -> Void) -> SignalRejection? {
            var planner = planner(1, change)
            let sent = send(&planner, [(0, row)], riskTaken: riskTaken)
            #expect(sent.count == planner.gate.admitted)
            return SignalRejection.allCases.first { planner.gate.count(of: $0) > 0 }
        }
        #expect(reason(Row()) { _ in } == nil)
        #expect(reason(Row()) { $0.gates.confidence = Score(0.9) } == .confidence)
        #expect(reason(Row()) { $0.gates.priority = Score(0.9) } == .priority)
        #expect(reason(Row(dataQuality: 0)) { $0.gates.health = Score(0.6) } == .health)
        #expect(reason(Row(dataQuality: 0.5), riskTaken: .one) { $0.gates.health = Score(0.6) } == .health)
        #expect(reason(Row(regime: .choppy)) { $0.gates[.choppy].confidence = Score(0.81) } == .regimeConfidence)
        #expect(reason(Row(regime: .ranging)) { $0.gates[.choppy].confidence = Score(0.81) } == nil)
        #expect(reason(Row(regime: .ranging)) { $0.gates[.ranging].signals = 0 } == .regimeLimit)
        // A regime that is not known is under no limit.
        #expect(reason(Row()) { $0.gates[.ranging].signals = 0 } == nil)
    }

    @Test("a regime carries so many signals over all instruments")
    func regimeLimit() {
        var planner = planner { $0.gates[.ranging].signals = 2 }
        let sent = send(
            &planner, [(0, Row(regime: .ranging)), (1, Row(regime: .ranging)), (2, Row(regime: .ranging))])
        #expect(sent.map(\.instrument) == [0, 1])
        #expect(planner.gate.count(of: .regimeLimit) == 1)
        #expect(send(&planner, [(2, Row(regime: .weakTrend))]).map(\.regime) == [.weakTrend])
    }

    @Test("an opposite verdict cancels what waits, and makes room for itself")
    func cancels() {
        var planner = planner(1) { $0.risk.coolDown.sameInstrument = 0 }
        #expect(send(&planner, [(0, Row())]).count == 1)
        let sent = send(&planner, [(0, Row(direction: .short))], minute: 60, holding: .waiting)
        #expect(sent.map(\.direction) == [.short])
        #expect(planner.cancelled == 1 && planner.closed == 0)
    }

    @Test("where the new verdict is no signal itself, what waits is cancelled all the same")
    func cancelsAlone() {
        var planner = planner(1) { $0.risk.coolDown.sameInstrument = 240 }
        #expect(send(&planner, [(0, Row())]).count == 1)
        let sent = send(&planner, [(0, Row(direction: .short))], minute: 60, holding: .waiting)
        #expect(sent.map(\.direction) == [.flat])
        #expect(planner.gate.count(of: .instrumentCoolDown) == 1)
        #expect(!planner.isActive(0))
    }

    @Test("an open position is closed by an opposite verdict only where the gates say so")
    func closes() {
        var keeping = planner(1)
        #expect(send(&keeping, [(0, Row())]).count == 1)
        #expect(send(&keeping, [(0, Row(direction: .short))], minute: 90, holding: .position).isEmpty)
        #expect(keeping.gate.count(of: .active) == 1 && keeping.isActive(0))
        var closing = planner(1) { $0.gates.closeOnOpposite = true }
        #expect(send(&closing, [(0, Row())]).count == 1)
        // The cool-down is over: the position is turned.
        #expect(send(&closing, [(0, Row(direction: .short))], minute: 90, holding: .position).map(\.direction) == [.short])
        #expect(send(&closing, [(0, Row(direction: .long))], minute: 120, holding: .position).map(\.direction) == [.flat])
        #expect(closing.closed == 2)
    }

    @Test("the section is read, and misspelt keys are errors with their place")
    func reading() throws {
        let text = """
            name: a
            gates:
              confidence: 0.75
              closeOnOpposite: true
              regimes:
                choppy: {signals: 0, confidence: 0.9}
            regime: {profile: orig, weakTrend: 22}
            """
        let strategy = try StrategySpecification(reading: PlainDocument.read(text))
        #expect(strategy.gates.confidence == Score(0.75) && strategy.gates.closeOnOpposite)
        #expect(strategy.gates[.choppy] == GateSpecification.RegimeLimit(signals: 0, confidence: Score(0.9)))
        #expect(strategy.gates[.ranging] == GateSpecification()[.ranging])
        #expect(strategy.regime.strongTrend == 35 && strategy.regime.weakTrend == 22)
        #expect(strategy.canonicalForm != StrategySpecification(name: "a").canonicalForm)
        let wrong = "name: a\ngates:\n  helth: 0.5\n  regimes:\n    chopy: {signals: 1}\n    ranging: {signal: 1}\n"
        do {
            _ = try StrategySpecification(reading: PlainDocument.read(wrong))
            Issue.record("misspelt keys were taken")
        } catch {
            let found = error.diagnostics.map(\.description)
            #expect(found.contains("strategy.yaml:3:3: unknown key 'gates.helth' (did you mean 'health'?)"), "\(found)")
            #expect(found.contains { $0.contains("unknown key 'gates.regimes.chopy' (did you mean 'choppy'?)") }, "\(found)")
            #expect(found.contains { $0.contains("unknown key 'gates.regimes.ranging.signal' (did you mean 'signals'?)") }, "\(found)")
        }
    }
}
