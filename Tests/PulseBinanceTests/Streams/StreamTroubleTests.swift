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
}
