import NIOCore
import NIOPosix
import Synchronization

/// An HTTP server in the test's own words, one request a connection.
final class ScriptedServer: Sendable {
    struct Request: Sendable {
        var path: String
        /// The byte that the client has got to, where it asks for a part.
        var offset: Int?
    }

    struct Answer: Sendable {
        var status = 200
        var body: [UInt8] = []
        /// Whether parts are given.
        var givesParts = true
        /// The connection is cut after so many bytes of the body.
        var cutAfter: Int?
        var headers: [(name: String, value: String)] = []
        /// The connection stays open, and nothing is said.
        var isSilent = false
        /// After `cutAfter` the connection stays open, and nothing more is said.
        var stalls = false
        /// The body comes in so many pieces, with a pause of so many milliseconds before each.
        var drip: (pieces: Int, pause: Int64)?
    }

    private final class Handler: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        private var text = ""
        private let server: ScriptedServer

        init(_ server: ScriptedServer) { self.server = server }

        func channelActive(context: ChannelHandlerContext) {
            server.open.withLock { $0 += 1 }
            context.fireChannelActive()
        }

        func channelInactive(context: ChannelHandlerContext) {
            server.open.withLock { $0 -= 1 }
            context.fireChannelInactive()
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            var buffer = unwrapInboundIn(data)
            text += buffer.readString(length: buffer.readableBytes) ?? ""
            guard text.contains("\r\n\r\n") else { return }
            guard let (bytes, answer) = server.respond(text) else { return }
            if let (pieces, pause) = answer.drip {
                let head = bytes.count - answer.body.count
                context.writeAndFlush(NIOAny(context.channel.allocator.buffer(bytes: bytes.prefix(head))), promise: nil)
                Self.drip(bytes.dropFirst(head), max(1, answer.body.count / pieces), pause, on: context.channel)
                return
            }
            context.writeAndFlush(NIOAny(context.channel.allocator.buffer(bytes: bytes)), promise: nil)
            if !answer.stalls { context.close(promise: nil) }
        }

        /// Says the first so many of the bytes after a pause, and then the rest in the same way.
        private static func drip(_ bytes: ArraySlice<UInt8>, _ size: Int, _ pause: Int64, on channel: any Channel) {
            channel.eventLoop.scheduleTask(in: .milliseconds(pause)) {
                guard channel.isActive else { return }
                channel.writeAndFlush(channel.allocator.buffer(bytes: bytes.prefix(size)), promise: nil)
                let rest = bytes.dropFirst(size)
                if rest.isEmpty { channel.close(promise: nil) } else { drip(rest, size, pause, on: channel) }
            }
        }
    }

    private let seen = Mutex<[Request]>([])
    private let open = Mutex(0)
    /// Connections that are open now.
    var openConnections: Int { open.withLock { $0 } }
    private let answer: @Sendable (Request, Int) -> Answer
    private let channel = Mutex<(any Channel)?>(nil)

    init(answer: @escaping @Sendable (Request, _ number: Int) -> Answer) { self.answer = answer }

    var requests: [Request] { seen.withLock { $0 } }

    func start() throws -> String {
        let bound = try ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(Handler(self)) }
            }.bind(host: "127.0.0.1", port: 0).wait()
        channel.withLock { $0 = bound }
        return "http://127.0.0.1:\(bound.localAddress?.port ?? 0)"
    }

    func stop() { channel.withLock { try? $0?.close().wait() } }

    private func respond(_ text: String) -> (bytes: [UInt8], answer: Answer)? {
        let path = text.split(separator: " ").dropFirst().first.map(String.init) ?? ""
        let range = text.lowercased().split(separator: "\r\n").first { $0.hasPrefix("range: bytes=") }
        let offset = range.flatMap { Int($0.dropFirst(13).dropLast()) }
        let request = Request(path: path, offset: offset)
        let number = seen.withLock { seen in
            seen.append(request)
            return seen.count
        }
        let answer = answer(request, number)
        if answer.isSilent { return nil }
        var status = answer.status
        var body = answer.body
        var extra = answer.headers.map { "\($0.name): \($0.value)\r\n" }.joined()
        if status == 200, answer.givesParts, let offset {
            if offset >= body.count {
                status = 416
                body = []
            } else {
                status = 206
                extra += "Content-Range: bytes \(offset)-\(body.count - 1)/\(body.count)\r\n"
                body = Array(body[offset...])
            }
        }
        let head = "HTTP/1.1 \(status) X\r\nContent-Length: \(body.count)\r\n\(extra)Connection: close\r\n\r\n"
        return (Array(head.utf8) + body.prefix(answer.cutAfter ?? body.count), answer)
    }
}
