import PulseCore

/// One opinion maker. A value: its state is all that it remembers, and giving it the same candles in any cutting leaves the same state and votes (P1).
///
/// A head sees closed candles only, in order, once each. It may not look beyond the block, keep its pointers, or know the time of day other than
/// from the candles.
public protocol Head: Sendable {
    /// Which of the nine it is.
    var id: HeadID { get }

    /// Candles before its first opinion; it abstains with `.warmup` on all of them, whatever they hold.
    var warmup: Int { get }

    /// Candles before its votes all but stop depending on where history starts, at least `warmup`: a run reads so many before its range, where there are any.
    /// It does not abstain on them. `audit warmup` measures it.
    var history: Int { get }

    /// Takes the next candles and writes one vote for each.
    mutating func advance(_ frame: HeadFrame, into votes: UnsafeMutableBufferPointer<Vote>)

    /// What the vote on the latest candle rests on, the weightiest first. Asked for explanations alone, never on the way to a decision.
    var evidence: [Evidence] { get }
}

extension Head {
    public var history: Int { 2 * warmup }

    public var evidence: [Evidence] { [] }
}
