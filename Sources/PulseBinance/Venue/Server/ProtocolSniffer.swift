import NIOCore
import NIOHTTP1
import NIOSSL
import NIOWebSocket

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
            try Self.configureHTTP(context.channel, loop)
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

    private static func configureHTTP(_ channel: any Channel, _ loop: VenueLoop) throws {
        let handler = VenueHTTPHandler(loop)
        let bound = NIOLoopBound((loop, handler), eventLoop: channel.eventLoop)
        let upgrader = NIOWebSocketServerUpgrader(
            maxFrameSize: VenueConfiguration.maximumMessageBytes,
            shouldUpgrade: { channel, head in
                channel.eventLoop.makeSucceededFuture(bound.value.0.accepts(head) ? HTTPHeaders() : nil)
            },
            upgradePipelineHandler: { channel, head in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    pipeline.removeHandler(bound.value.1, promise: nil)
                    try pipeline.addHandler(
                        NIOWebSocketFrameAggregator(
                            minNonFinalFragmentSize: 0, maxAccumulatedFrameCount: 256,
                            maxAccumulatedFrameSize: VenueConfiguration.maximumMessageBytes))
                    try pipeline.addHandler(VenueStreamHandler(bound.value.0, uri: head.uri))
                }
            })
        try channel.pipeline.syncOperations.configureHTTPServerPipeline(
            withServerUpgrade: (upgraders: [upgrader], completionHandler: { _ in }))
        try channel.pipeline.syncOperations.addHandler(handler)
    }
}
