import NIOCore
import NIOPosix
import PulseBinance
import PulseCore
import Synchronization
import Testing

/// The driver against addresses and servers that make trouble, over real sockets.
@Suite("Feed over bad sockets", .serialized)
struct StreamTroubleTests {
    /// Gives any name the addresses of the test's choice.
    private struct FixedResolver: Resolver, Sendable {
        let loop: any EventLoop
        let addresses: [SocketAddress]

        func initiateAQuery(host: String, port: Int) -> EventLoopFuture<[SocketAddress]> { loop.makeSucceededFuture(addresses) }
        func initiateAAAAQuery(host: String, port: Int) -> EventLoopFuture<[SocketAddress]> { loop.makeSucceededFuture([]) }
        func cancelQueries() {}
    }

    /// Knows no name but the first that it is asked for, and that not before it is told.
    private final class LateResolver: Resolver, Sendable {
        let loop: any EventLoop
        let first: EventLoopPromise<[SocketAddress]>
        private let count = Mutex(0)

        init(_ loop: any EventLoop) {
            self.loop = loop
            first = loop.makePromise()
        }

        func initiateAQuery(host: String, port: Int) -> EventLoopFuture<[SocketAddress]> {
            let number = count.withLock { count in
                count += 1
                return count
            }
            return number == 1 ? first.futureResult : loop.makeSucceededFuture([])
        }
        func initiateAAAAQuery(host: String, port: Int) -> EventLoopFuture<[SocketAddress]> { loop.makeSucceededFuture([]) }
        func cancelQueries() {}
    }

    private static func options(_ speed: Double = 1, change: (inout StreamRules) -> Void = { _ in }) -> StreamOptions {
        var options = StreamOptions()
        options.timeScale = speed
        options.startTimeout = 20
        var rules = StreamRules(.spot)
        rules.delayUnit = 20
        // While other tests keep the threads, a test's server is not silent.
        rules.silence = 600_000
        rules.mute = 600_000
        change(&rules)
        options.rules = rules
        return options
    }

    @Test("A name whose first address is dead is reached by the next one, without a loss")
    func severalAddresses() async throws {
        let server = StreamServer()
        let port = try server.start()
        defer { server.stop() }
        var options = Self.options()
        options.resolver = FixedResolver(
            loop: MultiThreadedEventLoopGroup.singleton.next(),
            addresses: [try SocketAddress(ipAddress: "127.0.0.1", port: 1), try SocketAddress(ipAddress: "127.0.0.1", port: port)])
        let sink = CollectingSink()
        let feed = try BinanceStreams(
            market: .spot, hosts: ["ws://two.invalid:80"], instruments: [("AAAUSDT", 0)], kinds: [.trades], sink: sink, options: options)
        try await feed.start()
        await feed.stop()
        #expect(sink.events.count { if case .connected = $0 { true } else { false } } == 1)
        #expect(feed.counts.connections.map(\.losses) == [0] && server.accepted == 1)
    }

    @Test("A socket that was given up before it was connected is closed when it is")
    func lateSocket() async throws {
        let server = SilentServer()
        let port = try server.start()
        defer { server.stop() }
        var options = Self.options { $0.patience = 100 }
        let resolver = LateResolver(MultiThreadedEventLoopGroup.singleton.next())
        options.resolver = resolver
        let feed = try BinanceStreams(
            market: .spot, hosts: ["ws://late.invalid:80"], instruments: [("AAAUSDT", 0)], kinds: [.trades], sink: CollectingSink(),
            options: options)
        async let started: Void? = try? feed.start()
        try await wait { feed.counts.connections.contains { $0.losses > 0 } }
        resolver.first.succeed([try SocketAddress(ipAddress: "127.0.0.1", port: port)])
        try await wait { server.connections == (1, 1) }
        #expect(server.bytes == 0)
        await feed.stop()
        await started
    }

    /// Waits until something holds, up to half a minute.
    private func wait(_ condition: () -> Bool) async throws {
        for _ in 0..<3_000 {
            if condition() { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        Issue.record("it did not come about")
    }

    /// A frame that nobody asked for.
    private static let other = #"{"stream":"zzzusdt@bookTicker","data":{"u":1,"s":"ZZZUSDT","b":"1.0","B":"2.0","a":"1.1","A":"3.0"}}"#

    /// A trade of the instrument that is asked for.
    private static func trade(_ number: Int) -> String {
        #"{"stream":"aaausdt@aggTrade","data":{"e":"aggTrade","E":1634000123963,"s":"AAAUSDT","a":\#(number),"#
            + #""p":"0.41230000","q":"58.00000000","f":\#(number),"l":\#(number),"T":1634000123960,"m":false,"M":true}}"#
    }

    /// A feed that has heard all pings of a server that does not read.
    private func flooded(_ server: StreamServer, _ sink: CollectingSink, _ pings: Int) async throws -> BinanceStreams {
        let port = try server.start()
        let feed = try BinanceStreams(
            market: .spot, hosts: ["ws://127.0.0.1:\(port)"], instruments: [("AAAUSDT", 0)], kinds: [.trades], sink: sink,
            options: Self.options())
        try await feed.start()
        try await server.setReading(false)
        server.ping(pings)
        server.say(Self.other)
        try await wait { feed.counts.ignored == 1 }
        return feed
    }

    @Test("A server that pings and does not read has the answers that its socket holds, and then the one to its newest ping")
    func unreadPongs() async throws {
        let server = StreamServer()
        defer { server.stop() }
        let pings = 100_000
        let feed = try await flooded(server, CollectingSink(), pings)
        try await server.setReading(true)
        try await wait { server.pongs.last == UInt64(pings - 1) }
        #expect(server.pongs.count < pings / 2, "\(server.pongs.count)")
        await feed.stop()
    }

    @Test("A socket whose server takes no goodbye is closed all the same")
    func unreadGoodbye() async throws {
        let server = StreamServer()
        defer { server.stop() }
        let sink = CollectingSink()
        let feed = try await flooded(server, sink, 100_000)
        // What lies unread at its end makes the system tell the server at once.
        sink.setReady(false)
        server.say(Self.trade(1))
        try await wait { feed.counts.pauses == 1 }
        server.ping(10_000)
        await feed.stop()
        try await wait { server.openConnections == 0 }
    }

    /// A server that tells twenty trades and then nothing more, however long it is listened to.
    private static func fallingSilent() -> StreamServer {
        StreamServer { channel in
            for number in 0..<20 { StreamServer.say(trade(number), on: channel) }
        }
    }

    @Test("A connection on which a server falls silent is replaced, though its socket lives")
    func mute() async throws {
        let server = Self.fallingSilent()
        let port = try server.start()
        defer { server.stop() }
        let sink = CollectingSink()
        // So fast that only the floor counts.
        let feed = try BinanceStreams(
            market: .spot, hosts: ["ws://127.0.0.1:\(port)"], instruments: [("AAAUSDT", 0)], kinds: [.trades], sink: sink,
            options: Self.options(1e6) { $0.mute = 300 })
        try await feed.start()
        try await wait { server.accepted >= 2 && feed.counts.reconnects >= 1 }
        await feed.stop()
        #expect(sink.events.contains(.lost(connection: 0, reason: "all streams are silent")))
        #expect(feed.counts.trades >= 20)
    }

    @Test("Time for which nobody listened is no silence of the server's")
    func excuse() async throws {
        let server = Self.fallingSilent()
        let port = try server.start()
        defer { server.stop() }
        let sink = CollectingSink()
        let feed = try BinanceStreams(
            market: .spot, hosts: ["ws://127.0.0.1:\(port)"], instruments: [("AAAUSDT", 0)], kinds: [.candles(.m1), .trades], sink: sink,
            options: Self.options(1e6) { $0.mute = 3_000 })
        try await feed.start()
        sink.setReady(false)
        server.say(Self.trade(20))
        try await wait { feed.counts.pauses == 1 }
        try await Task.sleep(for: .seconds(4))
        sink.setReady(true)
        // Long enough to look once.
        try await Task.sleep(for: .milliseconds(300))
        #expect(feed.counts.reconnects == 0)
        await feed.stop()
    }
}
