import NIOCore
import NIOPosix

/// How a feed behaves, beside what it is asked for.
public struct StreamOptions: Sendable {
    /// A PEM file of certificates to be trusted in place of the system's; for servers with a certificate of their own making.
    public var trustRoots: String?
    /// How many times faster than the clock the market runs: more than 1 for replays.
    public var timeScale = 1.0
    /// Seeds the random part of delays.
    public var seed: UInt64 = 0x5EED
    /// Where sockets live; nil for the program's own threads. All sockets of a feed share one event loop.
    public var eventLoopGroup: (any EventLoopGroup)?
    /// Finds the addresses of hosts in place of the system.
    package var resolver: (any Resolver & Sendable)?
    /// Streams of one connection.
    public var streamsPerConnection = BinanceMarket.streamsPerConnection
    /// Seconds until all connections must have been live once, or `start` gives up.
    public var startTimeout = 30.0
    /// What connections keep to; nil for the market's own rules.
    public var rules: StreamRules?

    public init() {}
}
