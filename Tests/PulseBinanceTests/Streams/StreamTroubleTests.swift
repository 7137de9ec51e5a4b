import NIOCore
import NIOPosix
import PulseBinance
import PulseCore
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

    private static func options(change: (inout StreamRules) -> Void = { _ in }) -> StreamOptions {
        var options = StreamOptions()
        options.startTimeout = 20
        var rules = StreamRules(.spot)
        rules.delayUnit = 20
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
}
