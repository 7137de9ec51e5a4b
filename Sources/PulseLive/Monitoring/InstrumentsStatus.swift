import PulseCore

/// How many instruments a session follows, and which of them it cannot decide on.
public struct InstrumentsStatus: Hashable, Sendable, Codable {
    /// An instrument whose candles are not complete, so that nothing is decided on it.
    public struct Blocked: Hashable, Sendable, Codable {
        public var instrument: InstrumentID
        /// Venue time from which on it is blocked.
        public var since: Timestamp
        public var reason: String

        public init(_ instrument: InstrumentID, since: Timestamp, reason: String) {
            self.instrument = instrument
            self.since = since
            self.reason = reason
        }
    }

    public var total: Int
    /// Those whose pipelines are warm and whose candles are complete.
    public var live: Int
    /// By instrument.
    public var blocked: [Blocked]

    public init(total: Int = 0, live: Int = 0, blocked: [Blocked] = []) {
        self.total = total
        self.live = live
        self.blocked = blocked
    }
}
