import PulseCore

/// One line of a session's journal as the store keeps it: columns that SQL can ask about, without a meaning of its own.
public struct StoredSessionEvent: Hashable, Sendable {
    public var kind: String
    /// In milliseconds; what it is the time of depends on the kind.
    public var time: Int64?
    /// Position of the instrument in the session's list.
    public var instrument: Int?
    public var candle: Candle?
    /// Further values as text.
    public var detail: String?

    public init(kind: String, time: Int64? = nil, instrument: Int? = nil, candle: Candle? = nil, detail: String? = nil) {
        self.kind = kind
        self.time = time
        self.instrument = instrument
        self.candle = candle
        self.detail = detail
    }
}
