import NIOCore
import NIOPosix
import Synchronization

/// A server that takes connections and never says a word.
final class SilentServer: Sendable {
    private struct State {
        var bytes = 0
        var accepted = 0
        var closed = 0
    }

    private final class Handler: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer

        private let server: SilentServer

        init(_ server: SilentServer) { self.server = server }

        func channelActive(context: ChannelHandlerContext) {
            server.state.withLock { $0.accepted += 1 }
            context.fireChannelActive()
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            let count = unwrapInboundIn(data).readableBytes
            server.state.withLock { $0.bytes += count }
        }

        func channelInactive(context: ChannelHandlerContext) {
            server.state.withLock { $0.closed += 1 }
            context.fireChannelInactive()
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
    }

    private let state = Mutex(State())
    private let listener = Mutex<(any Channel)?>(nil)

    /// Bytes that it was told.
    var bytes: Int { state.withLock { $0.bytes } }

    /// Connections that there ever were, and those that are over.
    var connections: (accepted: Int, closed: Int) { state.withLock { ($0.accepted, $0.closed) } }

    /// Listens; returns the port.
    func start() throws -> Int {
        let bound = try ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(Handler(self)) }
            }.bind(host: "127.0.0.1", port: 0).wait()
        listener.withLock { $0 = bound }
        return bound.localAddress?.port ?? 0
    }

    func stop() { try? listener.withLock { $0 }?.close().wait() }
}
