import Foundation
import NIOCore
import NIOPosix
import PulseBinance
import PulseCore
import Testing

/// The venue on a real port.
@Suite struct VenueServerTests {
    /// Sends bytes on a new connection and gives back what comes until the venue closes, it is enough, or patience is over.
    static func exchange(
        _ port: Int, _ bytes: [UInt8], patience: TimeInterval = 0.5, isEnough: (String) -> Bool = { _ in false }
    ) throws -> String {
        final class Collector: ChannelInboundHandler {
            typealias InboundIn = ByteBuffer
            var received = ByteBuffer()

            func channelRead(context: ChannelHandlerContext, data: NIOAny) {
                var buffer = unwrapInboundIn(data)
                received.writeBuffer(&buffer)
            }

            func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
        }
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        defer { try? group.syncShutdownGracefully() }
        let loop = group.next()
        let collector = try loop.submit { NIOLoopBound(Collector(), eventLoop: loop) }.wait()
        let channel = try ClientBootstrap(group: group)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(collector.value) }
            }
            .connect(host: "127.0.0.1", port: port).wait()
        try? channel.writeAndFlush(ByteBuffer(bytes: bytes)).wait()
        let deadline = Date(timeIntervalSinceNow: patience)
        func received() throws -> String { try loop.submit { String(buffer: collector.value.received) }.wait() }
        while channel.isActive, Date() < deadline, try !isEnough(received()) { Thread.sleep(forTimeInterval: 0.02) }
        let text = try received()
        if channel.isActive { try? channel.close().wait() }
        return text
    }

    private static let upgrade =
        "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"

    /// What comes on a stream connection.
    static func listen(_ port: Int, _ path: String, isEnough: (String) -> Bool) throws -> String {
        try exchange(port, Array("GET \(path) HTTP/1.1\r\nHost: localhost\r\n\(upgrade)".utf8), patience: 20, isEnough: isEnough)
    }

    private static func count(_ part: String, in text: String) -> Int { text.components(separatedBy: part).count - 1 }

    static func get(_ port: Int, _ path: String) throws -> String {
        try exchange(port, Array("GET \(path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".utf8))
    }

    @Test func hostileBytesAreAnsweredAndTheVenueGoesOn() throws {
        let server = try VenueServer.start(try VenueFixture.market(), VenueConfiguration())
        defer { try? server.stop() }
        let upgrade = Self.upgrade
        var random = SplitMix64(seed: 9)
        var attacks: [[UInt8]] = [
            [], [0x16, 3, 1, 0, 5, 1, 2, 3], Array("GET / HTTP/9.9\r\n\r\n".utf8), Array("\r\n\r\n\r\n".utf8),
            Array("GET /api/v3/klines?symbol=%00%FF HTTP/1.1\r\nHost: x\r\n\r\n".utf8),
            Array("GET /\(String(repeating: "a", count: 20_000)) HTTP/1.1\r\nHost: x\r\n\r\n".utf8),
            Array("GET / HTTP/1.1\r\nX: \(String(repeating: "a", count: 200_000))\r\n\r\n".utf8),
            Array("POST /api/v3/order HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n{}".utf8),
            Array("GET /ws HTTP/1.1\r\nHost: x\r\n\(upgrade)".utf8) + [0x81, 0x05, 1, 2, 3],
            Array("GET /ws HTTP/1.1\r\nHost: x\r\n\(upgrade)".utf8) + [0x81, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
            Array("GET /stream?streams=\(String(repeating: "a@b/", count: 2_000)) HTTP/1.1\r\nHost: x\r\n\(upgrade)".utf8),
        ]
        for _ in 0..<6 { attacks.append((0..<200).map { _ in UInt8(truncatingIfNeeded: random.next()) }) }
        for attack in attacks { _ = try Self.exchange(server.port, attack) }
        #expect(try Self.get(server.port, "/api/v3/ping").hasPrefix("HTTP/1.1 200"))
        #expect(try Self.get(server.port, "/nothing").hasPrefix("HTTP/1.1 404"))
    }

    @Test func answersCarryTheWeightThatWasUsed() throws {
        let server = try VenueServer.start(try VenueFixture.market(), VenueConfiguration())
        defer { try? server.stop() }
        _ = try Self.get(server.port, "/api/v3/exchangeInfo")
        let answer = try Self.get(server.port, "/api/v3/time")
        #expect(answer.contains("X-MBX-USED-WEIGHT-1M: 21\r\n") || answer.contains("X-MBX-USED-WEIGHT-1M: 1\r\n"))
        #expect(try Self.get(server.port, "/fapi/v1/ping").contains("X-MBX-USED-WEIGHT-1M: 1\r\n"))
    }

    @Test func theClockWaitsForAClientWhereItIsToldTo() throws {
        let market = try VenueFixture.market()
        for speed in [VenueClock.Speed.times(1_000), .maximum] {
            var configuration = VenueConfiguration()
            configuration.speed = speed
            configuration.waitsForClient = true
            let server = try VenueServer.start(market, configuration)
            Thread.sleep(forTimeInterval: 0.5)
            #expect(try server.now() == market.live.from.milliseconds)
            try server.stop()
        }
    }

    @Test func theClockStandsAfterTheEnd() throws {
        let market = try VenueFixture.market(count: 20, live: 5)
        var configuration = VenueConfiguration()
        configuration.speed = .times(100_000)
        let server = try VenueServer.start(market, configuration)
        defer { try? server.stop() }
        let deadline = Date(timeIntervalSinceNow: 20)
        while try server.now() < market.end, Date() < deadline { Thread.sleep(forTimeInterval: 0.02) }
        #expect(try server.now() == market.end)
        #expect(try Self.get(server.port, "/api/v3/time").contains("{\"serverTime\":\(market.end)}"))
    }

    /// The last frame of an odd number would wait for a successor for ever.
    @Test(arguments: ["3:late=1,delay=1", "3:reorder=1", "3:late=1,revise=1,reorder=0.5,delay=0.5"])
    func whatFaultsPutOffIsSentByTheEnd(faults: String) throws {
        for live in 3...8 {
            let market = try VenueFixture.market(count: 20, live: live, faults: faults)
            var configuration = VenueConfiguration()
            configuration.speed = .times(100_000)
            configuration.waitsForClient = true
            let source = VenueFixture.source(market, speed: configuration.speed)
            guard case .stream(let stream) = StreamName.read("aaausdt@kline_1m", .spot, market) else {
                Issue.record("no stream")
                return
            }
            let frames = source.events(stream, after: source.clock.from, through: source.clock.end)
            let server = try VenueServer.start(market, configuration)
            defer { try? server.stop() }
            let text = try Self.listen(server.port, "/ws/aaausdt@kline_1m") { Self.count("\"e\":\"kline\"", in: $0) >= frames.count }
            #expect(Self.count("\"e\":\"kline\"", in: text) == frames.count)
            #expect(Self.count("\"x\":true", in: text) == frames.count { $0.isClosing })
        }
    }

    @Test func whoHasHeardTheLastCandleMayLeaveBeforeTheEnd() throws {
        let market = try VenueFixture.market(count: 20, live: 1, faults: "4:late=1")
        var configuration = VenueConfiguration()
        configuration.speed = .maximum
        configuration.stopsAfterMarket = true
        let server = try VenueServer.start(market, configuration)
        defer { try? server.stop() }
        // The venue asks for a pong at the end of the candle, and waits for it: there the client leaves.
        let end = "\(market.live.to.milliseconds)"
        let text = try Self.listen(server.port, "/ws/aaausdt@aggTrade") { $0.contains(end) }
        #expect(text.contains(end))
        let deadline = Date(timeIntervalSinceNow: 20)
        while try !server.isDone(), Date() < deadline { Thread.sleep(forTimeInterval: 0.02) }
        #expect(try server.isDone() && server.now() == market.end)
    }

    @Test func streamsSpeakTheUnitOfTimeThatTheirURLNames() throws {
        let market = try VenueFixture.market(count: 20, live: 5)
        var configuration = VenueConfiguration()
        configuration.speed = .times(100_000)
        configuration.waitsForClient = true
        let source = VenueFixture.source(market, speed: configuration.speed)
        guard case .stream(let stream) = StreamName.read("aaausdt@aggTrade", .spot, market) else {
            Issue.record("no stream")
            return
        }
        var fine = stream
        fine.isMicroseconds = true
        let frame = try #require(source.events(fine, after: source.clock.from, through: source.clock.end).first).text
        let server = try VenueServer.start(market, configuration)
        defer { try? server.stop() }
        let path = "/stream?streams=aaausdt@aggTrade&timeUnit="
        let refusal = try Self.listen(server.port, path + "SECOND") { _ in false }
        #expect(refusal.hasPrefix("HTTP/1.1 400") && refusal.hasSuffix("{\"code\":-1194,\"msg\":\"Invalid time unit.\"}"))
        let text = try Self.listen(server.port, path + "MICROSECOND") { $0.contains(frame) }
        #expect(text.contains("{\"stream\":\"aaausdt@aggTrade\",\"data\":\(frame)}"))
        // Futures know no units.
        let granted = try Self.listen(server.port, "/market/stream?streams=bbbusdt@aggTrade&timeUnit=SECOND") { $0.contains("\r\n\r\n") }
        #expect(granted.hasPrefix("HTTP/1.1 101"))
    }

    @Test func fundingIsLimitedInRequestsToo() throws {
        for speed in [1.0, 2] {
            var configuration = VenueConfiguration()
            configuration.speed = .times(speed)
            let server = try VenueServer.start(try VenueFixture.market(), configuration)
            defer { try? server.stop() }
            func status(_ path: String) throws -> String { String(try Self.get(server.port, path).dropFirst(9).prefix(3)) }
            // Twice as many as there may be, and some: a window may end in between.
            var answers: [String] = []
            while answers.count < 1_100, answers.last != "418" { answers.append(try status("/fapi/v1/fundingInfo")) }
            guard speed == 1 else {
                #expect(answers.allSatisfy { $0 == "200" }, "nobody could keep to it at another pace")
                continue
            }
            #expect(answers.prefix(500).allSatisfy { $0 == "200" } && answers.suffix(11) == Array(repeating: "429", count: 10) + ["418"])
            // A ban is for everything that the address asks of the market.
            #expect(try status("/fapi/v1/ping") == "418" && status("/api/v3/ping") == "200")
        }
    }

    @Test func requestsFailAsPlanned() throws {
        let server = try VenueServer.start(try VenueFixture.market(faults: "1:status429=0.5,status5xx=0.5"), VenueConfiguration())
        defer { try? server.stop() }
        let answers = try (0..<12).map { _ in try Self.get(server.port, "/api/v3/ping").prefix(12) }
        #expect(answers.allSatisfy { ["HTTP/1.1 429", "HTTP/1.1 503", "HTTP/1.1 500", "HTTP/1.1 502"].contains(String($0)) })
        #expect(Set(answers).count > 1)
    }
}
