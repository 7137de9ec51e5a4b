import NIOCore
import NIOSSL

/// Tells TLS from plain text by the first byte of a connection, and sets up what follows.
final class ProtocolSniffer: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private let context: NIOSSLContext?
    private let loop: VenueLoop

    init(_ context: NIOSSLContext?, _ loop: VenueLoop) {
        self.context = context
        self.loop = loop
    }

    /// First byte of a TLS handshake record.
    private static let handshake: UInt8 = 0x16

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let buffer = unwrapInboundIn(data)
        guard let first = buffer.getInteger(at: buffer.readerIndex, as: UInt8.self) else { return }
        let pipeline = context.pipeline.syncOperations
        do {
            if first == Self.handshake {
                guard let tls = self.context else { return context.close(promise: nil) }
                try pipeline.addHandler(NIOSSLServerHandler(context: tls))
            }
            try VenueHTTPHandler.add(to: context.channel, loop)
        } catch {
            return context.close(promise: nil)
        }
        context.fireChannelRead(data)
        context.fireChannelReadComplete()
        pipeline.removeHandler(self, promise: nil)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }
}
