import PulseCore
import PulseEngine
import PulseStrategy

/// Between the verdicts of a slice and the engine: what is held is looked up, the planner plans and gates. The one place where the two meet, in backtests as
/// live (P1).
package struct SignalDesk: Sendable {
    package private(set) var planner: SignalPlanner
    private var instruments: Int
    /// Whether a verdict of the slice is waiting for its end.
    private var isUnsettled = false

    package init(_ strategy: StrategySpecification, timeframe: Timeframe, instruments: Int) {
        planner = SignalPlanner(strategy, timeframe: timeframe, instruments: instruments)
        self.instruments = instruments
    }

    /// Makes room for one more instrument.
    package mutating func addInstrument() {
        planner.addInstrument()
        instruments += 1
    }

    /// Takes a decision that has a side, made on a slice that the engine has closed; in instrument order.
    ///
    /// The engine is looked at alone: it is `inout` because a value of its size would be copied for a borrower.
    package mutating func consider(
        _ decision: DecisionRow, instrument: Int, time: Timestamp, close: Double, engine: inout Engine
    ) {
        if !isUnsettled {
            // Slots that others have left since are free for this slice.
            for other in 0..<instruments where planner.isActive(other) && engine.isIdle(other) { planner.release(instrument: other) }
            isUnsettled = true
        }
        let holding: SignalPlanner.Holding = engine.isHeld(instrument) ? .position : engine.isIdle(instrument) ? .nothing : .waiting
        planner.consider(decision, instrument: instrument, time: time, close: close, holding: holding, riskTaken: engine.riskTaken)
    }

    /// Appends the signals of the slice, in instrument order, once all its decisions have been considered.
    @inline(__always)
    package mutating func settle(into signals: inout [Signal]) {
        guard isUnsettled else { return }
        isUnsettled = false
        planner.admit(into: &signals)
    }

    /// What the plan and the gates stopped, by reason.
    package var tallies: [NamedTally] {
        SignalRejection.allCases.compactMap { planner.gate.count(of: $0) > 0 ? NamedTally($0.name, planner.gate.count(of: $0)) : nil }
    }
}
