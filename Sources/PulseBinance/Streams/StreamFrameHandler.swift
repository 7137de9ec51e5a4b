import NIOCore
import NIOWebSocket

/// The last of a socket's handlers: hands frames to the driver, all of one read together.
final class StreamFrameHandler: ChannelInboundHandler {
    typealias InboundIn = WebSocketFrame

    private let driver: StreamDriver
    private let socket: StreamDriver.SocketKey
    private var reason: String?

    init(driver: StreamDriver, socket: StreamDriver.SocketKey) {
        self.driver = driver
        self.socket = socket
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let frame = unwrapInboundIn(data)
        switch frame.opcode {
        case .text, .binary: driver.received(frame.unmaskedData, on: socket)
        case .ping: driver.pinged(frame.unmaskedData, on: socket)
        case .connectionClose:
            var data = frame.unmaskedData
            let code = data.readInteger(as: UInt16.self).map(String.init) ?? "none"
            let text = data.readString(length: min(data.readableBytes, 123)) ?? ""
            reason = "closed by the server, code \(code)" + (text.isEmpty ? "" : ": \(text)")
            // The closing handshake: the same back, and then the end.
            let answer = WebSocketFrame(fin: true, opcode: .connectionClose, maskKey: .random(), data: frame.unmaskedData)
            context.writeAndFlush(NIOAny(answer), promise: nil)
            context.close(promise: nil)
        default: driver.heard(on: socket)
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        driver.flush()
        context.fireChannelReadComplete()
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable { driver.writable(socket) }
        context.fireChannelWritabilityChanged()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        reason = reason ?? String(SocketFailure.reason(error).prefix(200))
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        driver.flush()
        driver.closed(socket, reason: reason ?? "the connection was cut")
        context.fireChannelInactive()
    }
}
