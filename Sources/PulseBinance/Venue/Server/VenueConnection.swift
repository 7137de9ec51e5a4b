import NIOCore

/// One client of the streams. Lives on the venue's event loop.
final class VenueConnection {
    let number: UInt64
    let route: VenueRoute
    /// Whether times of the spot market are told in microseconds.
    let isMicroseconds: Bool
    var control: ControlSession
    /// Streams of the schedule that it hears, by their numbers, with the name that it gave them.
    var streams: [Int: String] = [:]
    /// Frames of each stream so far: faults are drawn by them.
    var ordinals: [Int: UInt64] = [:]
    /// A frame that waits for its successor.
    var held: [UInt8]?
    /// Frames that are sent late, with the venue's time at which they are.
    var delayed: [(time: Int64, payload: [UInt8])] = []
    var messages: RateWindow
    /// The venue's time at which it was opened.
    let openedAt: Int64
    /// When a ping was sent that was not answered yet, in milliseconds of the wall clock, and its payload.
    var unanswered: (sentAt: Int64, payload: [UInt8])?
    var lastPing: Int64
    /// The venue's time at which it is closed after an announced shutdown.
    var closesAt: Int64?
    private(set) var isClosing = false
    /// Bytes that were handed over and not yet taken by the socket.
    private(set) var buffered = 0
    private var unflushed = 0
    private let encoder: ChannelHandlerContext

    init(
        number: UInt64, route: VenueRoute, isMicroseconds: Bool, control: ControlSession, encoder: ChannelHandlerContext, openedAt: Int64,
        wallClock: Int64
    ) {
        self.number = number
        self.route = route
        self.isMicroseconds = isMicroseconds
        self.control = control
        self.encoder = encoder
        self.openedAt = openedAt
        lastPing = wallClock
        // Frames may come in bursts of two seconds' worth before the limit is judged.
        messages = RateWindow(limit: route.market.messagesPerSecond, length: 1_000)
    }

    /// Frames that are delayed at a time (P9); more are sent at once.
    static let maximumDelayed = 1_024

    enum Opcode: UInt8 {
        case text = 0x81
        case close = 0x88
        case ping = 0x89
        case pong = 0x8A
    }

    /// Sends a frame at once.
    func send(_ opcode: Opcode, _ payload: [UInt8]) {
        guard !isClosing else { return }
        write(Self.encode(opcode, payload))
        flush()
    }

    /// A frame as it goes over the wire: final, not masked.
    static func encode(_ opcode: Opcode, _ payload: [UInt8], prefix: [UInt8] = [], suffix: [UInt8] = []) -> ByteBuffer {
        let count = prefix.count + payload.count + suffix.count
        var buffer = ByteBuffer()
        buffer.reserveCapacity(count + 10)
        buffer.writeInteger(opcode.rawValue)
        switch count {
        case ..<126: buffer.writeInteger(UInt8(count))
        case ..<65_536:
            buffer.writeInteger(UInt8(126))
            buffer.writeInteger(UInt16(count))
        default:
            buffer.writeInteger(UInt8(127))
            buffer.writeInteger(UInt64(count))
        }
        buffer.writeBytes(prefix)
        buffer.writeBytes(payload)
        buffer.writeBytes(suffix)
        return buffer
    }

    /// Hands a frame over; it goes out with the next `flush`.
    func write(_ frame: ByteBuffer) {
        guard !isClosing else { return }
        unflushed += frame.readableBytes
        encoder.write(NIOAny(frame), promise: nil)
    }

    var hasUnflushed: Bool { unflushed > 0 }

    /// Sends what was handed over. The future is done when the socket has taken it.
    @discardableResult
    func flush() -> EventLoopFuture<Void>? {
        guard unflushed > 0, !isClosing else { return nil }
        let count = unflushed
        unflushed = 0
        buffered += count
        let done = encoder.eventLoop.makePromise(of: Void.self)
        // An empty write behind the others is taken when they are.
        encoder.writeAndFlush(NIOAny(ByteBuffer()), promise: done)
        done.futureResult.assumeIsolated().whenComplete { [weak self] _ in self?.buffered -= count }
        return done.futureResult
    }

    /// Ends the connection; `isCut` without a close frame, at once.
    func close(code: UInt16? = nil, reason: String = "", isCut: Bool = false) {
        guard !isClosing else { return }
        if let code, !isCut { send(.close, [UInt8(code >> 8), UInt8(code & 0xFF)] + Array(reason.utf8.prefix(120))) }
        isClosing = true
        encoder.close(promise: nil)
    }
}
