import NIOCore
import NIOPosix
import PulseCore
import Synchronization

/// A feed of Binance's streams: connects, subscribes, keeps connected, decodes, and delivers to a sink.
///
/// As many connections as the streams need; each subscribes within the server's limits, answers pings, is replaced before the server
/// cuts it, with an overlap, and comes back after a loss, on the next host. What the sink gets: candles, trades, quotes and mark prices
/// as asked for; `.connected` and `.lost` with the number of the connection, after which the consumer repairs what it missed; `.silent`
/// where a stream says nothing for longer than its kind may; `.quarantined` for frames that cannot be decoded. Events of one stream come in
/// the server's order; during an overlap they come twice.
public final class BinanceStreams: Sendable {
    public let market: BinanceMarket
    private let driver: StreamDriver
    private let options: StreamOptions
    private let instruments: Mutex<[(symbol: String, index: Int)]>

    /// - Parameter hosts: addresses such as `wss://stream.binance.com:9443` or `ws://127.0.0.1:8080`, in order of preference; empty for the
    ///   market's own. The routes of futures are appended.
    /// - Parameter instruments: symbols as the venue writes them, and the number that events are to have for each.
    ///
    /// Throws `PulseError` for addresses and certificates that cannot be used.
    public init(
        market: BinanceMarket, hosts: [String] = [], instruments: [(symbol: String, index: Int)], kinds: Set<StreamKind>,
        sink: any FeedSink,
        options: StreamOptions = StreamOptions()
    ) throws {
        self.market = market
        self.options = options
        self.instruments = Mutex(instruments)
        let addresses = try (hosts.isEmpty ? market.streamHosts : hosts).map { try StreamHost($0) }
        let loop = (options.eventLoopGroup ?? MultiThreadedEventLoopGroup.singleton).next()
        // A fixed order, so that streams are laid out the same every time.
        let ordered = kinds.filter { $0.isOffered(by: market) }.sorted { $0.name("") < $1.name("") }
        driver = try StreamDriver(market: market, hosts: addresses, kinds: ordered, sink: sink, options: options, loop: loop)
    }

    /// Connects, and returns when every stream is subscribed.
    ///
    /// Throws `PulseError(.unavailable)` where that does not come about in time, having stopped.
    public func start() async throws {
        let promise = driver.loop.makePromise(of: Void.self)
        let wanted = instruments.withLock { $0 }
        let timeout = driver.loop.scheduleTask(in: .milliseconds(Int64(options.startTimeout * 1_000))) { [driver] in
            let reason = driver.lastReason ?? "no answer"
            let hosts = driver.hosts.map(\.text).joined(separator: ", ")
            promise.fail(PulseError(.unavailable, "the streams at \(hosts) cannot be reached: \(reason)"))
        }
        driver.loop.execute { [driver] in driver.start(wanted, whenLive: promise) }
        do {
            try await promise.futureResult.get()
            timeout.cancel()
        } catch {
            timeout.cancel()
            await stop()
            throw error
        }
    }

    /// Follows a changed universe: new streams are subscribed before those that are not wanted any more are dropped.
    ///
    /// Does not wait for it, and keeps to the order of calls; `.connected` is told of connections that are new.
    public func setInstruments(_ instruments: [(symbol: String, index: Int)]) {
        self.instruments.withLock { $0 = instruments }
        driver.loop.execute { [driver] in driver.setInstruments(instruments) }
    }

    /// Closes all connections. What was received is delivered before.
    public func stop() async {
        try? await driver.loop.submit { [driver] in driver.stop() }.get()
    }

    /// What the feed has done so far.
    public var counts: StreamCounts { driver.shared.withLock { $0.counts } }

    /// The last frames that could not be decoded, up to 256, the oldest first.
    public var quarantine: [QuarantinedFrame] { driver.shared.withLock { $0.quarantine } }
}
