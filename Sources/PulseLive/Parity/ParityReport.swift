import PulseCore

/// What comparing a session with a backtest over the same candles came to.
public struct ParityReport: Hashable, Sendable {
    /// How many of each kind were compared.
    public var decisions = 0
    public var signals = 0
    public var fills = 0
    public var movements = 0
    public var slices = 0
    public var candles = 0
    /// Number of differences, of all kinds.
    public var differences = 0
    /// The first ones in the order of time, at most `ParityAudit.shown`.
    public var first: [ParityDifference] = []
    /// Why the first difference is there, as far as can be told; nil where there is none.
    public var cause: String?
    public var votesDigest = ""
    public var ledgerDigest = ""
    /// Times that slices went on without an instrument, and that a process took the session up again.
    public var blocks = 0
    public var resumptions = 0
    /// Candles that the store now has otherwise than the session had them when it decided, and the first of them.
    public var revisedCandles = 0
    public var missingCandles = 0
    public var firstRevised: String?
    /// Fills against the best quote at their time, where there was one.
    public var shortfall: ImplementationShortfall?

    public init() {}
}
