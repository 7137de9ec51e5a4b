/// Where a signal is in its life.
///
///     created -> pending -> open -> target1 ... target4 -> closed
///                        -> cancelled, expired, rejected
public enum SignalState: UInt8, Hashable, Sendable, CaseIterable, Codable {
    /// Decided at the close of a candle.
    case created
    /// Waits for the next candle of its instrument.
    case pending
    /// Its position is open.
    case open
    /// So many targets are reached, and a part of the position is left.
    case target1, target2, target3, target4
    /// The position is closed, by a target, a stop, its time, an opposite signal or the end of the run.
    case closed
    /// Given up before it was filled: an opposite verdict, a later signal, the end of the run.
    case cancelled
    /// Its time was up before it was filled.
    case expired
    /// The account or the venue did not take it.
    case rejected

    public var name: String { String(describing: self) }
    /// Whether nothing can follow.
    public var isFinal: Bool { self >= .closed }
}

extension SignalState: Comparable {
    public static func < (a: SignalState, b: SignalState) -> Bool { a.rawValue < b.rawValue }
}
