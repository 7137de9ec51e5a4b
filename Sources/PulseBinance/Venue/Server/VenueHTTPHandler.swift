import NIOCore
import NIOHTTP1

/// Answers the requests of one connection, one after the other.
final class VenueHTTPHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let loop: VenueLoop
    private var head: HTTPRequestHead?

    init(_ loop: VenueLoop) {
        self.loop = loop
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): self.head = head
        // Nothing that is served takes a body.
        case .body: break
        case .end:
            guard let head else { return }
            self.head = nil
            answer(head, context)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    private func answer(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        let answer: VenueAnswer
        if head.uri.utf8.count > VenueConfiguration.maximumURLBytes {
            answer = .error(-1100, "The request URI is too long.", status: 414)
        } else {
            var request = VenueRequest(method: head.method.rawValue, uri: head.uri)
            request.acceptsHTML = head.headers["accept"].contains { $0.contains("text/html") }
            if let unit = head.headers.first(name: "X-MBX-TIME-UNIT") {
                let units = ["MICROSECOND": true, "microsecond": true, "MILLISECOND": false, "millisecond": false]
                request.isMicroseconds = units[unit]
            }
            answer = loop.answer(request)
        }
        var headers = HTTPHeaders([("Content-Type", answer.contentType), ("Content-Length", String(answer.body.count))])
        for header in answer.headers { headers.add(name: header.name, value: header.value) }
        if !head.isKeepAlive { headers.add(name: "Connection", value: "close") }
        let response = HTTPResponseHead(
            version: head.version, status: HTTPResponseStatus(statusCode: answer.status), headers: headers)
        context.write(wrapOutboundOut(.head(response)), promise: nil)
        if head.method != .HEAD { context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: answer.body)))), promise: nil) }
        let done = context.eventLoop.makePromise(of: Void.self)
        if !head.isKeepAlive {
            let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
            done.futureResult.whenComplete { _ in bound.value.close(promise: nil) }
        }
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: done)
    }
}
