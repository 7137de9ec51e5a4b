/// How a replay venue listens and how fast its time goes.
public struct VenueConfiguration: Sendable {
    public var host = "127.0.0.1"
    /// 0 for any free one.
    public var port = 0
    public var speed = VenueClock.Speed.times(1)
    /// Whether the clock starts only when somebody listens.
    public var waitsForClient = false
    /// Whether the venue stops when its market has ended and its last stream client has left.
    public var stopsAfterMarket = false
    /// Whether weights, messages and connections are limited.
    public var enforcesLimits = true
    /// Venue time after which a stream connection is cut, in milliseconds; nil for never.
    public var lifetime: Int64? = 86_400_000
    /// Files of a certificate chain and its key, in PEM; nil for no TLS.
    public var certificateFile: String?
    public var keyFile: String?
    /// Seconds between pings, and without a pong until a connection is cut; nil for those of each market.
    public var pingSeconds: (every: Int64, patience: Int64)?

    public init() {}

    /// Connections at a time (P9).
    public static let maximumConnections = 8_192
    /// Bytes that wait for a slow consumer before it is cut (P9).
    public static let maximumBufferedBytes = 16 << 20
    /// Bytes of a client's frame or message (P9).
    public static let maximumMessageBytes = 64 << 10
    /// Characters of a request's URL.
    public static let maximumURLBytes = 16 << 10
    /// Seconds without progress after which a consumer is cut that holds up a clock of maximal speed.
    public static let stallSeconds: Int64 = 30
}
