/// What a session has counted since its start; nothing here ever falls.
public struct SessionCounters: Hashable, Sendable, Codable {
    /// Frames that came in.
    public var frames = 0
    /// Events read out of them.
    public var decoded = 0
    /// Events left out under pressure because a newer one stood for them.
    public var shed = 0
    /// Frames that could not be read.
    public var quarantined = 0
    /// Closed candles that were there already.
    public var duplicates = 0
    /// Events older than what was known.
    public var outOfOrder = 0
    /// Gaps in candles that were found, and those of them that are filled.
    public var gapsFound = 0
    public var gapsRepaired = 0
    /// Candles that came again with other values.
    public var revised = 0
    /// Candles that came after their slice was decided.
    public var late = 0
    /// Closed candles taken.
    public var candles = 0
    /// Candles on which heads voted.
    public var decisions = 0
    /// Decisions on which a side had the quorum.
    public var verdicts = 0
    public var signals = 0
    public var fills = 0
    public var trades = 0

    public init() {}
}
