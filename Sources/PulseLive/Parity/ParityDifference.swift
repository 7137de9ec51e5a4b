import PulseCore

/// Something that a session and its replay do not agree on.
public struct ParityDifference: Hashable, Sendable, Codable {
    public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        case decision
        case signal
        case fill
        case movement
        case equity
    }

    public var kind: Kind
    /// When it became known.
    public var time: Timestamp
    public var instrument: InstrumentID?
    /// What the session recorded; nil where it has nothing of the sort.
    public var session: String?
    /// What the backtest came to.
    public var backtest: String?
}
