import NIOCore
import NIOHTTP1
import NIOWebSocket

/// Answers the requests of one connection, one after the other, until one of them becomes a stream connection.
///
/// NIO's own handler of upgrades looks at a connection's first request alone; clients that have one host for everything also upgrade a
/// connection that they kept.
final class VenueHTTPHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let loop: VenueLoop
    /// The handlers of HTTP in front of this one, from the socket on: they go when streams come.
    private let encoder: HTTPResponseEncoder
    private let decoder: ByteToMessageHandler<HTTPRequestDecoder>
    private let errors: HTTPServerProtocolErrorHandler
    private var head: HTTPRequestHead?
    /// Bytes of answers that the socket has not taken yet.
    private var buffered = 0

    init(_ loop: VenueLoop) {
        self.loop = loop
        encoder = HTTPResponseEncoder()
        decoder = ByteToMessageHandler(HTTPRequestDecoder(leftOverBytesStrategy: .forwardBytes))
        errors = HTTPServerProtocolErrorHandler()
    }

    /// Sets a connection up for HTTP.
    static func add(to channel: any Channel, _ loop: VenueLoop) throws {
        let handler = VenueHTTPHandler(loop)
        let pipeline = channel.pipeline.syncOperations
        try pipeline.addHandler(handler.encoder)
        try pipeline.addHandler(handler.decoder)
        try pipeline.addHandler(handler.errors)
        try pipeline.addHandler(handler)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): self.head = head
        // Nothing that is served takes a body.
        case .body: break
        case .end:
            guard let head else { return }
            self.head = nil
            if head.headers[canonicalForm: "upgrade"].contains(where: { $0.lowercased() == "websocket" }) {
                upgrade(head, context)
            } else {
                answer(head, context)
            }
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    // MARK: Streams

    private func upgrade(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        let loop = loop
        guard loop.accepts(head) else { return answer(head, context, isLast: true) }
        if let refusal = VenueLoop.refusal(head) { return answer(head, context, with: refusal, isLast: true) }
        let upgrader = NIOWebSocketServerUpgrader(
            shouldUpgrade: { channel, _ in channel.eventLoop.makeSucceededFuture(HTTPHeaders()) },
            upgradePipelineHandler: { channel, _ in channel.eventLoop.makeSucceededVoidFuture() })
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        upgrader.buildUpgradeResponse(channel: context.channel, upgradeRequest: head, initialResponseHeaders: HTTPHeaders())
            .whenComplete { result in
                let (handler, context) = bound.value
                switch result {
                case .success(let headers): handler.become(head, headers, context)
                case .failure: handler.answer(head, context, isLast: true)
                }
            }
    }

    /// Changes the connection over to frames; what the client sent ahead is read by their decoder.
    private func become(_ head: HTTPRequestHead, _ headers: HTTPHeaders, _ context: ChannelHandlerContext) {
        let response = HTTPResponseHead(version: head.version, status: .switchingProtocols, headers: headers)
        context.writeAndFlush(wrapOutboundOut(.head(response)), promise: nil)
        let pipeline = context.pipeline.syncOperations
        let limit = VenueConfiguration.maximumMessageBytes
        do {
            pipeline.removeHandler(encoder, promise: nil)
            pipeline.removeHandler(errors, promise: nil)
            try pipeline.addHandler(WebSocketFrameEncoder())
            try pipeline.addHandler(ByteToMessageHandler(WebSocketFrameDecoder(maxFrameSize: limit)))
            try pipeline.addHandler(WebSocketProtocolErrorHandler())
            try pipeline.addHandler(
                NIOWebSocketFrameAggregator(minNonFinalFragmentSize: 0, maxAccumulatedFrameCount: 256, maxAccumulatedFrameSize: limit))
            try pipeline.addHandler(VenueStreamHandler(loop, uri: head.uri))
            pipeline.removeHandler(self, promise: nil)
            pipeline.removeHandler(decoder, promise: nil)
        } catch {
            context.close(promise: nil)
        }
    }

    // MARK: Answers

    /// - Parameter answer: nil for what the venue answers to the request.
    private func answer(
        _ head: HTTPRequestHead, _ context: ChannelHandlerContext, with answer: VenueAnswer? = nil, isLast: Bool = false
    ) {
        // Who asks without reading is not answered for ever.
        guard buffered <= VenueConfiguration.maximumBufferedBytes else { return context.close(promise: nil) }
        let answer = answer ?? content(head)
        let isLast = isLast || !head.isKeepAlive
        var headers = HTTPHeaders([("Content-Type", answer.contentType), ("Content-Length", String(answer.body.count))])
        for header in answer.headers { headers.add(name: header.name, value: header.value) }
        if isLast { headers.add(name: "Connection", value: "close") }
        let response = HTTPResponseHead(version: head.version, status: HTTPResponseStatus(statusCode: answer.status), headers: headers)
        context.write(wrapOutboundOut(.head(response)), promise: nil)
        if head.method != .HEAD { context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: answer.body)))), promise: nil) }
        let count = answer.body.count
        buffered += count
        let done = context.eventLoop.makePromise(of: Void.self)
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        done.futureResult.whenComplete { _ in
            let (handler, context) = bound.value
            handler.buffered -= count
            if isLast { context.close(promise: nil) }
        }
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: done)
    }

    private func content(_ head: HTTPRequestHead) -> VenueAnswer {
        guard head.uri.utf8.count <= VenueConfiguration.maximumURLBytes else {
            return .error(-1100, "The request URI is too long.", status: 414)
        }
        var request = VenueRequest(method: head.method.rawValue, uri: head.uri)
        request.acceptsHTML = head.headers["accept"].contains { $0.contains("text/html") }
        if let unit = head.headers.first(name: "X-MBX-TIME-UNIT") { request.isMicroseconds = VenueRequest.timeUnits[unit] }
        return loop.answer(request)
    }
}
