import PulseCore

/// A paper-trading sitting as the store lists it.
public struct SessionRecord: Hashable, Sendable {
    public enum State: String, Hashable, Sendable, Codable {
        /// Started and not stopped: it runs, or its process was killed.
        case open
        case stopped
    }

    /// Letters and digits; unique in the store.
    public var id: String
    public var createdAt: Timestamp
    public var state: State
    public var strategy: String
    /// SHA-256 of the strategy's canonical form.
    public var strategyHash: String
    /// The strategy's document, from which the session is taken up again.
    public var document: String
    public var engineVersion: String
    public var base: Timeframe
    public var timeframe: Timeframe
    /// Open time of the first slice.
    public var from: Timestamp
    /// The rule that its universe is chosen by, day after day; nil for a list.
    public var universe: String?
    /// Instruments that are evaluated a minute, in rounds; nil where each is at its candle's close.
    public var evaluationsPerMinute: Int?

    public init(
        id: String, createdAt: Timestamp, state: State, strategy: String, strategyHash: String, document: String, engineVersion: String,
        base: Timeframe, timeframe: Timeframe, from: Timestamp, universe: String? = nil, evaluationsPerMinute: Int? = nil
    ) {
        self.id = id
        self.createdAt = createdAt
        self.state = state
        self.strategy = strategy
        self.strategyHash = strategyHash
        self.document = document
        self.engineVersion = engineVersion
        self.base = base
        self.timeframe = timeframe
        self.from = from
        self.universe = universe
        self.evaluationsPerMinute = evaluationsPerMinute
    }
}
