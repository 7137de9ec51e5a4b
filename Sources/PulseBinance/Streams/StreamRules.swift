/// What a connection keeps to, in milliseconds where nothing else is said.
public struct StreamRules: Hashable, Sendable {
    /// Messages that the server allows in any second, pongs included. These are never held back: requests are.
    public var messagesPerSecond: Int
    /// Streams of one request.
    public var batch = 200
    /// Until a connection must be open, and a request answered.
    public var patience: Int64 = 10_000
    /// The age at which a connection is replaced; the server cuts it at 24 hours.
    public var lifetime: Int64 = 23 * 3_600_000
    /// The longest time that the old connection is kept for streams which have said nothing on the new one.
    public var overlap: Int64 = 70_000
    /// Without any traffic for so long, a ping is sent.
    public var probeAfter: Int64 = 20_000
    /// Without any traffic for so long, the connection is given up.
    public var silence: Int64
    /// Real time, at least, for which all streams of an open connection must have been silent before it is given up, however fast the market runs.
    public var mute: Int64 = 10_000
    /// Delays before another attempt are one to sixty-one of these.
    public var delayUnit: Int64 = 1_000
    /// A connection that lived so long was a good one: the next delay starts small again.
    public var stableAfter: Int64 = 60_000

    public init(_ market: BinanceMarket) {
        messagesPerSecond = market.messagesPerSecond
        // Servers ping every 20 seconds (spot) or three minutes (futures), and they answer pings.
        silence = market == .spot ? 70_000 : 200_000
    }
}
