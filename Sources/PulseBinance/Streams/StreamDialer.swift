import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import NIOWebSocket
import PulseCore

/// Opens WebSockets. Compression is never offered, so that no server may use it.
struct StreamDialer: Sendable {
    /// The largest message; those of all markets are some hundred kilobytes.
    static let maximumFrame = 8 << 20

    let loop: any EventLoop
    let tls: NIOSSLContext?
    private let resolver: (any Resolver & Sendable)?

    /// - Parameter trustRoots: a PEM file in place of the system's certificates.
    /// - Parameter resolver: in place of the system's.
    init(loop: any EventLoop, isSecure: Bool, trustRoots: String?, resolver: (any Resolver & Sendable)?) throws {
        self.loop = loop
        self.resolver = resolver
        guard isSecure else {
            tls = nil
            return
        }
        let configuration = try TLSConfiguration.client(trustRoots: trustRoots)
        do {
            tls = try NIOSSLContext(configuration: configuration)
        } catch {
            throw PulseError(.configuration, "TLS cannot be set up: \(error)")
        }
    }

    /// Connects and upgrades. The driver is told of the outcome on its event loop.
    ///
    /// Of a name's addresses several may be tried at once. Only the channel that is connected gets handlers: what fails or is too late is
    /// not the socket's end. The client speaks first, so that nothing is missed meanwhile.
    func dial(_ host: StreamHost, path: String, _ key: StreamDriver.SocketKey, _ driver: StreamDriver) {
        let bootstrap = ClientBootstrap(group: loop)
            .resolver(resolver)
            .connectTimeout(.seconds(10))
            .channelOption(.socketOption(.so_keepalive), value: 1)
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
        bootstrap.connect(host: host.host, port: host.port).whenComplete { result in
            switch result {
            case .success(let channel): begin(channel, host, path, key, driver)
            case .failure(let error): driver.closed(key, reason: String(SocketFailure.reason(error).prefix(200)))
            }
        }
    }

    /// Goes on with the channel that is connected.
    private func begin(
        _ channel: any Channel, _ host: StreamHost, _ path: String, _ key: StreamDriver.SocketKey, _ driver: StreamDriver
    ) {
        guard driver.dialled(key, channel) else {
            channel.close(promise: nil)
            return
        }
        do {
            try prepare(channel, host, path, key, driver)
        } catch {
            channel.close(promise: nil)
            driver.closed(key, reason: String(SocketFailure.reason(error).prefix(200)))
        }
    }

    /// Puts the handlers of TLS and of the upgrade in.
    private func prepare(
        _ channel: any Channel, _ host: StreamHost, _ path: String, _ key: StreamDriver.SocketKey, _ driver: StreamDriver
    ) throws {
        let pipeline = channel.pipeline.syncOperations
        if host.isSecure, let tls { try pipeline.addHandler(NIOSSLClientHandler(context: tls, serverHostname: host.serverName)) }
        var headers = HTTPHeaders()
        headers.add(name: "Host", value: host.authority)
        headers.add(name: "User-Agent", value: "alphapulse")
        let head = HTTPRequestHead(version: .http1_1, method: .GET, uri: host.prefix + path, headers: headers)
        let upgrader = NIOTypedWebSocketClientUpgrader<Bool>(maxFrameSize: Self.maximumFrame) { channel, _ in
            channel.eventLoop.makeCompletedFuture {
                let aggregator = NIOWebSocketFrameAggregator(
                    minNonFinalFragmentSize: 0, maxAccumulatedFrameCount: 4_096, maxAccumulatedFrameSize: Self.maximumFrame)
                try channel.pipeline.syncOperations.addHandlers([aggregator, StreamFrameHandler(driver: driver, socket: key)])
                return true
            }
        }
        let upgrade = NIOTypedHTTPClientUpgradeConfiguration(upgradeRequestHead: head, upgraders: [upgrader]) { channel in
            channel.eventLoop.makeSucceededFuture(false)
        }
        let outcome = try pipeline.configureUpgradableHTTPClientPipeline(configuration: .init(upgradeConfiguration: upgrade))
        outcome.whenComplete { result in
            switch result {
            case .success(true): driver.opened(key, channel)
            case .success(false):
                channel.close(promise: nil)
                driver.closed(key, reason: "the server refused the upgrade to WebSocket")
            case .failure(let error):
                channel.close(promise: nil)
                driver.closed(key, reason: String(SocketFailure.reason(error).prefix(200)))
            }
        }
    }
}
