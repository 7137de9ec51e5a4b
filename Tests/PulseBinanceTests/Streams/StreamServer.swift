import NIOCore
import NIOHTTP1
import NIOPosix
import NIOWebSocket
import PulseBinance
import Synchronization

/// A server of streams in the test's own words: acknowledges every request, then says what it is told to say.
final class StreamServer: Sendable {
    private struct State {
        var accepted = 0
        var open: [any Channel] = []
        var pongs = 0
        var lastPong: UInt64?
    }

    private final class Handler: ChannelInboundHandler {
        typealias InboundIn = WebSocketFrame

        private let server: StreamServer

        init(_ server: StreamServer) { self.server = server }

        func handlerAdded(context: ChannelHandlerContext) {
            let channel = context.channel
            server.state.withLock { state in
                state.accepted += 1
                state.open.append(channel)
            }
        }

        func channelInactive(context: ChannelHandlerContext) {
            let channel = context.channel
            server.state.withLock { state in state.open.removeAll { $0 === channel } }
            context.fireChannelInactive()
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            let frame = unwrapInboundIn(data)
            switch frame.opcode {
            case .text:
                guard let number = WireValue(json: frame.unmaskedData.readableBytesView)?["id"]?.integer else { return }
                StreamServer.say("{\"result\":null,\"id\":\(number)}", on: context.channel)
                server.script(context.channel)
            case .pong:
                var payload = frame.unmaskedData
                let number = payload.readInteger(as: UInt64.self)
                server.state.withLock { state in
                    state.pongs += 1
                    state.lastPong = number
                }
            case .connectionClose: context.close(promise: nil)
            default: break
            }
        }
    }

    private let state = Mutex(State())
    private let listener = Mutex<(any Channel)?>(nil)
    private let script: @Sendable (any Channel) -> Void

    /// - Parameter script: what is done on a connection after each request.
    init(script: @escaping @Sendable (any Channel) -> Void = { _ in }) { self.script = script }

    /// Connections that there ever were, and those that are open now.
    var accepted: Int { state.withLock { $0.accepted } }
    var openConnections: Int { state.withLock { $0.open.count } }

    /// Answers to pings, and the number of the last ping that was answered.
    var pongs: (count: Int, last: UInt64?) { state.withLock { ($0.pongs, $0.lastPong) } }

    /// Listens; returns the port.
    func start() throws -> Int {
        let bound = try ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                let upgrader = NIOWebSocketServerUpgrader(
                    shouldUpgrade: { channel, _ in channel.eventLoop.makeSucceededFuture(HTTPHeaders()) },
                    upgradePipelineHandler: { channel, _ in
                        channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(Handler(self)) }
                    })
                let upgrade: NIOHTTPServerUpgradeSendableConfiguration = (upgraders: [upgrader], completionHandler: { _ in })
                return channel.pipeline.configureHTTPServerPipeline(withServerUpgrade: upgrade)
            }.bind(host: "127.0.0.1", port: 0).wait()
        listener.withLock { $0 = bound }
        return bound.localAddress?.port ?? 0
    }

    func stop() {
        try? listener.withLock { $0 }?.close().wait()
        for channel in state.withLock({ $0.open }) { channel.close(promise: nil) }
    }

    /// Whether it listens to those that are connected.
    func setReading(_ isReading: Bool) async throws {
        for channel in state.withLock({ $0.open }) { try await channel.setOption(.autoRead, value: isReading).get() }
    }

    /// Says something on every connection.
    func say(_ text: String) {
        for channel in state.withLock({ $0.open }) { Self.say(text, on: channel) }
    }

    /// Pings everybody so many times with the numbers 0 and so on, in messages of an eighth of a kilobyte.
    func ping(_ count: Int) {
        for channel in state.withLock({ $0.open }) {
            channel.eventLoop.execute {
                for number in 0..<count {
                    var payload = channel.allocator.buffer(capacity: 125)
                    payload.writeInteger(UInt64(number))
                    payload.writeRepeatingByte(0, count: 117)
                    channel.write(WebSocketFrame(fin: true, opcode: .ping, data: payload), promise: nil)
                }
                channel.flush()
            }
        }
    }

    /// Says something on a connection.
    static func say(_ text: String, on channel: any Channel) {
        let frame = WebSocketFrame(fin: true, opcode: .text, data: channel.allocator.buffer(string: text))
        channel.writeAndFlush(frame, promise: nil)
    }
}
