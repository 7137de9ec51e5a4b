import PulseCore

/// What a feed has done so far.
public struct StreamCounts: Hashable, Sendable {
    /// One connection as it is now.
    public struct Connection: Hashable, Sendable {
        public var id: Int
        public var route: StreamRoute
        public var state: StreamConnection.State
        /// The host in use.
        public var host: String
        public var streams: Int
        /// Sockets that were lost, and those that were replaced without a loss.
        public var losses: Int
        public var renewals: Int
        /// Streams that have said nothing for longer than they may.
        public var silent: Int
        /// Milliseconds for which the most silent one, or the connection as a whole, has said nothing beyond what it may; 0 where none does.
        public var silence: Int64
        /// Text frames, and when the last one came, in nanoseconds of a monotonic clock; 0 before the first.
        public var frames: UInt64
        public var lastFrame: UInt64
    }

    /// Text frames.
    public var frames: UInt64 = 0
    /// Their bytes.
    public var bytes: UInt64 = 0
    public var candles: UInt64 = 0
    public var trades: UInt64 = 0
    public var quotes: UInt64 = 0
    public var markPrices: UInt64 = 0
    /// Frames of instruments or kinds that nobody asked for.
    public var ignored: UInt64 = 0
    /// Frames that could not be decoded.
    public var quarantined: UInt64 = 0
    /// Times that reading was stopped because the consumer was behind.
    public var pauses: UInt64 = 0
    /// Streams that fell silent.
    public var silences: UInt64 = 0
    public var connections: [Connection] = []

    /// Sockets that were lost, of all connections.
    public var reconnects: Int { connections.reduce(0) { $0 + $1.losses } }

    public init() {}

    mutating func note(_ event: FeedEvent) {
        switch event {
        case .candle: candles += 1
        case .trade: trades += 1
        case .quote: quotes += 1
        case .markPrice: markPrices += 1
        case .connected, .lost, .silent, .quarantined: break
        }
    }
}

/// A frame that could not be decoded, with its bytes.
public struct QuarantinedFrame: Hashable, Sendable {
    public var connection: Int
    public var reason: String
    /// The first 64 KiB.
    public var bytes: [UInt8]
    /// Of all its bytes.
    public var count: Int
    /// Nanoseconds of a monotonic clock.
    public var receivedAt: UInt64
}
