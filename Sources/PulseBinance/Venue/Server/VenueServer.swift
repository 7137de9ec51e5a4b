import NIOCore
import NIOPosix
import NIOSSL
import PulseCore

/// The replay venue on one port: REST, streams and archive of both markets, plain or TLS by the first byte of a connection.
///
/// All of it lives on one event loop, so that what is answered, what is sent and the clock never disagree.
public final class VenueServer: Sendable {
    private let group: MultiThreadedEventLoopGroup
    private let channel: any Channel
    private let loop: NIOLoopBound<VenueLoop>
    /// The port that is listened on.
    public let port: Int

    private init(group: MultiThreadedEventLoopGroup, channel: any Channel, loop: NIOLoopBound<VenueLoop>) {
        self.group = group
        self.channel = channel
        self.loop = loop
        port = channel.localAddress?.port ?? 0
    }

    /// Listens. The clock starts at once, or with the first subscription where the configuration says so.
    ///
    /// Throws `PulseError`: `.missing` for certificate files that cannot be read, `.unavailable` where the port is taken.
    public static func start(_ market: VenueMarket, _ configuration: VenueConfiguration) throws -> VenueServer {
        let context = try tls(configuration)
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let eventLoop = group.next()
        do {
            let loop = try eventLoop.submit { NIOLoopBound(VenueLoop(market, configuration, eventLoop), eventLoop: eventLoop) }.wait()
            let channel = try ServerBootstrap(group: group)
                .serverChannelOption(.backlog, value: 1_024)
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                .childChannelOption(.socketOption(.tcp_nodelay), value: 1)
                .childChannelInitializer { child in
                    child.eventLoop.makeCompletedFuture {
                        guard loop.value.admit(child) else { return }
                        try child.pipeline.syncOperations.addHandler(ProtocolSniffer(context, loop.value))
                    }
                }
                .bind(host: configuration.host, port: configuration.port).wait()
            try eventLoop.submit { loop.value.start() }.wait()
            return VenueServer(group: group, channel: channel, loop: loop)
        } catch {
            try? group.syncShutdownGracefully()
            throw PulseError(
                .unavailable, "cannot listen on \(configuration.host):\(configuration.port): \(error)", hint: "choose another --port, or 0")
        }
    }

    private static func tls(_ configuration: VenueConfiguration) throws -> NIOSSLContext? {
        guard let certificate = configuration.certificateFile, let key = configuration.keyFile else { return nil }
        do {
            let chain = try NIOSSLCertificate.fromPEMFile(certificate).map { NIOSSLCertificateSource.certificate($0) }
            var tls = TLSConfiguration.makeServerConfiguration(
                certificateChain: chain, privateKey: .privateKey(try NIOSSLPrivateKey(file: key, format: .pem)))
            tls.applicationProtocols = ["http/1.1"]
            return try NIOSSLContext(configuration: tls)
        } catch {
            throw PulseError(.missing, "the certificate or its key cannot be read: \(error)", at: SourceLocation(file: certificate))
        }
    }

    /// Where the venue's clock stands, in milliseconds.
    public func now() throws -> Int64 {
        let loop = loop
        return try loop.eventLoop.submit { loop.value.now }.wait()
    }

    /// What has happened so far.
    public func statistics() throws -> VenueStatistics {
        let loop = loop
        return try loop.eventLoop.submit { loop.value.statistics }.wait()
    }

    /// Whether the market has ended and its clients have left, where that ends the venue.
    public func isDone() throws -> Bool {
        let loop = loop
        return try loop.eventLoop.submit { loop.value.isDone }.wait()
    }

    /// Closes all connections and stops.
    public func stop() throws {
        let loop = loop
        try loop.eventLoop.submit { loop.value.stop() }.wait()
        try? channel.close().wait()
        try group.syncShutdownGracefully()
    }
}

/// What a venue has done since it started.
public struct VenueStatistics: Sendable, Hashable, Codable {
    public var requests = 0
    public var connections = 0
    /// Frames sent, counted for each connection.
    public var frames = 0
    public var bytes = 0
    /// Consumers that were cut because they did not read.
    public var slowConsumers = 0
    /// Frames that were harmed on purpose.
    public var faults = 0
}
