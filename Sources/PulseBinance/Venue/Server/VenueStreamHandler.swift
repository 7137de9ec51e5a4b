import NIOCore
import NIOWebSocket

/// The frames of one stream connection, in and out.
final class VenueStreamHandler: ChannelInboundHandler {
    typealias InboundIn = WebSocketFrame
    typealias OutboundOut = WebSocketFrame

    private let loop: VenueLoop
    private let uri: String
    private var connection: VenueConnection?

    init(_ loop: VenueLoop, uri: String) {
        self.loop = loop
        self.uri = uri
    }

    func handlerAdded(context: ChannelHandlerContext) {
        // Broadcast frames are encoded once for all: they go out in front of this connection's encoder.
        guard let encoder = try? context.pipeline.syncOperations.context(handlerType: WebSocketFrameEncoder.self) else {
            return context.close(promise: nil)
        }
        connection = loop.open(encoder, uri: uri)
    }

    func channelInactive(context: ChannelHandlerContext) {
        if let connection { loop.closed(connection) }
        connection = nil
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard let connection, !connection.isClosing else { return }
        let frame = unwrapInboundIn(data)
        switch frame.opcode {
        case .text, .binary: loop.received(Array(buffer: frame.unmaskedData), on: connection)
        case .ping: loop.pinged(Array(buffer: frame.unmaskedData), on: connection)
        case .pong: loop.ponged(Array(buffer: frame.unmaskedData), on: connection)
        case .connectionClose:
            // The code is echoed, as the protocol wants it.
            var data = frame.unmaskedData
            let code = data.readInteger(as: UInt16.self).map { [UInt8($0 >> 8), UInt8($0 & 0xFF)] } ?? []
            connection.send(.close, code)
            connection.close()
        default: break
        }
    }
}

extension WebSocketFrame {
    /// What the client sent, without its mask.
    fileprivate var unmaskedData: ByteBuffer {
        guard let maskKey else { return data }
        var data = data
        data.webSocketUnmask(maskKey)
        return data
    }
}
