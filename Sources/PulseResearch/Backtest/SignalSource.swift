import PulseCore
import PulseEngine

/// What decides in a simulation: a strategy's verdicts, a user's file, buy & hold.
///
/// Sources look at the engine and leave it alone. They are given it `inout` because a value of its size would be copied for a borrower.
protocol SignalSource: Sendable {
    /// Signals that are known before the first candle closes.
    mutating func opening(at openTime: Int64, into signals: inout [Signal])

    /// What was stopped before it became a signal, by reason.
    var tallies: [NamedTally] { get }
    /// Signals that passed all gates; nil where there are none to pass.
    var admitted: Int? { get }

    /// Appends the signals decided on one candle of a slice that just closed; asked for each candle, in instrument order.
    mutating func decide(_ member: SliceSchedule.Member, closeTime: Int64, engine: inout Engine, into signals: inout [Signal])

    /// Candle of an instrument at which it may next decide something if nothing happens to the engine before, counted in the instrument's
    /// columns; nil where it cannot tell. A simulation that has a timeline passes over candles before it.
    mutating func upcoming(_ instrument: Int, engine: inout Engine) -> Int?

    /// Appends what is decided when all candles of the slice have been looked at, in instrument order.
    mutating func settle(into signals: inout [Signal])
}

extension SignalSource {
    var tallies: [NamedTally] { [] }

    var admitted: Int? { nil }

    mutating func opening(at openTime: Int64, into signals: inout [Signal]) {}

    func upcoming(_ instrument: Int, engine: inout Engine) -> Int? { nil }

    @inline(__always)
    mutating func settle(into signals: inout [Signal]) {}
}
