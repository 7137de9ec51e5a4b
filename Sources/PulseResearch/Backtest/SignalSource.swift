import PulseCore
import PulseEngine

/// What decides in a simulation: a strategy's verdicts, a user's file, buy & hold.
protocol SignalSource: Sendable {
    /// Signals that are known before the first candle closes.
    mutating func opening(at openTime: Int64, into signals: inout [Signal])

    /// What was stopped before it became a signal, by reason.
    var tallies: [NamedTally] { get }

    /// Appends the signals decided on a slice that just closed, in instrument order.
    mutating func decide(_ members: [SliceSchedule.Member], closeTime: Int64, engine: borrowing Engine, into signals: inout [Signal])
}

extension SignalSource {
    var tallies: [NamedTally] { [] }

    mutating func opening(at openTime: Int64, into signals: inout [Signal]) {}
}
