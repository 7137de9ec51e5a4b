import NIOCore
import NIOWebSocket

/// What goes out.
extension StreamDriver {
    /// How long a server may take to take the last frame.
    private static let farewell = TimeAmount.seconds(2)

    func write(_ opcode: WebSocketOpcode, _ bytes: [UInt8], _ key: SocketKey) {
        guard let channel = channels[key] else { return }
        let frame = WebSocketFrame(fin: true, opcode: opcode, maskKey: .random(), data: channel.allocator.buffer(bytes: bytes))
        channel.writeAndFlush(frame, promise: nil)
    }

    /// Answers a ping; where the socket takes nothing, as soon as it does. The newest is enough then: a server that pings and does not read
    /// would have us keep all of its answers.
    func pong(_ payload: [UInt8], _ key: SocketKey) {
        guard let channel = channels[key] else { return }
        if channel.isWritable { write(.pong, payload, key) } else { pongs[key] = payload }
    }

    /// A socket takes more again.
    func writable(_ key: SocketKey) {
        if let payload = pongs.removeValue(forKey: key) { write(.pong, payload, key) }
    }

    /// Says goodbye and closes: soon, even if the server does not take that.
    func close(_ key: SocketKey) {
        waiting.removeAll { $0.key == key }
        pongs[key] = nil
        dialling.removeValue(forKey: key)?.close(promise: nil)
        guard let channel = channels.removeValue(forKey: key) else { return }
        var code = channel.allocator.buffer(capacity: 2)
        code.writeInteger(UInt16(1_000))
        let frame = WebSocketFrame(fin: true, opcode: .connectionClose, maskKey: .random(), data: code)
        let end = loop.scheduleTask(in: Self.farewell) { channel.close(promise: nil) }
        channel.writeAndFlush(frame).whenComplete { _ in
            end.cancel()
            channel.close(promise: nil)
        }
    }
}
