import PulseBinance
import PulseCore
import Testing

/// Control messages and limits.
@Suite struct VenueControlTests {
    /// One end of a connection.
    private final class Client {
        var session: ControlSession

        init(_ route: VenueRoute, isCombined: Bool = false) {
            session = ControlSession(route: route, isCombined: isCombined)
        }

        func reply(_ text: String) -> String {
            session.handle(Array(text.utf8)) { $0.contains("@") || $0.hasPrefix("!") }.reply
        }
    }

    @Test func repliesAreTheVenues() {
        let client = Client(.spot, isCombined: false)
        #expect(
            client.reply(#"{"method":"SUBSCRIBE","params":["btcusdt@aggTrade","btcusdt@depth"],"id":1}"#) == #"{"result":null,"id":1}"#)
        #expect(
            client.reply(#"{"method":"LIST_SUBSCRIPTIONS","id":"abc-1"}"#)
                == #"{"result":["btcusdt@aggTrade","btcusdt@depth"],"id":"abc-1"}"#)
        #expect(client.reply(#"{"method":"UNSUBSCRIBE","params":["btcusdt@depth","x@y"],"id":null}"#) == #"{"result":null,"id":null}"#)
        #expect(client.session.subscriptions == ["btcusdt@aggTrade"])
        #expect(client.reply(#"{"method":"GET_PROPERTY","params":["combined"],"id":2}"#) == #"{"result":false,"id":2}"#)
        #expect(client.reply(#"{"method":"SET_PROPERTY","params":["combined",true],"id":-3}"#) == #"{"result":null,"id":-3}"#)
        #expect(client.session.isCombined)
    }

    @Test func mistakesAreAnsweredAndChangeNothing() {
        let client = Client(.usdmMarket, isCombined: false)
        let cases = [
            ("{", 3, "null"), ("", 3, "null"), ("[]", 2, "null"), (#"{"id":1}"#, 2, "1"),
            (#"{"method":"SUBSCRIBE","params":"a@b","id":1}"#, 2, "1"),
            (#"{"method":"SUBSCRIBE","params":["btcusdt"],"id":1}"#, 2, "1"), (#"{"method":"JUMP","id":9}"#, 2, "9"),
            (#"{"method":"SUBSCRIBE","params":["a@b"],"id":[1]}"#, 2, "null"),
            (#"{"method":"SET_PROPERTY","params":["combined",1],"id":1}"#, 1, "1"),
            (#"{"method":"SET_PROPERTY","params":["other",true],"id":1}"#, 0, "1"),
            (#"{"method":"GET_PROPERTY","params":[1],"id":1}"#, 2, "1"),
            (String(repeating: "[", count: 5_000), 3, "null"), (#"{"method":"SUBSCRIBE","params":["\ud83d@x"#, 3, "null"),
        ]
        for (text, code, id) in cases {
            let answer = client.reply(text)
            #expect(
                answer.hasPrefix("{\"error\":{\"code\":\(code),\"msg\":\"") && answer.hasSuffix("},\"id\":\(id)}"),
                "\(text.prefix(60)) -> \(answer)")
            #expect((try? WireJSON.read(Array(answer.utf8))) != nil)
        }
        #expect(client.session.subscriptions.isEmpty && !client.session.isCombined)
        #expect(
            client.reply(#"{"method":"JUMP","id":9}"#).contains(
                "unknown variant `JUMP`, expected one of `SUBSCRIBE`, `UNSUBSCRIBE`, `LIST_SUBSCRIPTIONS`, `SET_PROPERTY`, `GET_PROPERTY` at line 1 column 16"
            ))
    }

    @Test func p9NoMoreStreamsThanAConnectionMayCarry() {
        let client = Client(.spot, isCombined: true)
        let names = (0..<1_024).map { "s\($0)@trade" }
        let isWithin = client.session.start(names)
        #expect(isWithin)
        let one = #"{"method":"SUBSCRIBE","params":["more@trade"],"id":19}"#
        #expect(client.reply(one) == #"{"error":{"code":4,"msg":"Too many subscriptions"},"id":19}"#)
        #expect(client.session.subscriptions.count == 1_024)
        #expect(client.reply(#"{"method":"SUBSCRIBE","params":["s1@trade"],"id":20}"#) == #"{"result":null,"id":20}"#)
    }

    @Test func randomBytesNeverTrap() {
        var random = SplitMix64(seed: 3)
        let alphabet = Array(#"{}[]":,\u01trfn-+.eE@! SUBSCRIBE"#.utf8) + [0, 0xFF, 0xC3, 0x0A]
        for _ in 0..<3_000 {
            let bytes = (0..<Int(random.next() % 60)).map { _ in alphabet[Int(random.next() % UInt64(alphabet.count))] }
            var session = ControlSession(route: .spot, isCombined: false)
            let outcome = session.handle(bytes) { _ in true }
            #expect((try? WireJSON.read(Array(outcome.reply.utf8))) != nil)
            _ = VenueRequest(method: "GET", uri: String(decoding: bytes, as: UTF8.self))
        }
    }

    @Test func weightsAreCountedPerCalendarMinute() {
        var account = LimitAccount(limit: 100)
        let minute: Int64 = 1_700_000_040_000
        for _ in 0..<10 { #expect(account.charge(10, at: minute + 59_000) == .allowed) }
        #expect(account.used == 100)
        #expect(account.charge(1, at: minute + 59_500) == .limited(retryAfter: 1))
        // The next minute starts anew.
        #expect(account.charge(1, at: minute + 60_000) == .allowed)
        #expect(account.used == 1)
        // Going on after that leads to a ban, whatever the minute.
        #expect(account.charge(200, at: minute + 61_000) == .limited(retryAfter: 59))
        for _ in 0..<9 { _ = account.charge(1, at: minute + 61_000) }
        #expect(account.charge(1, at: minute + 61_000) == .banned(until: minute + 181_000, retryAfter: 120))
        #expect(account.charge(1, at: minute + 180_000) == .banned(until: minute + 181_000, retryAfter: 1))
        #expect(account.charge(1, at: minute + 181_000) == .allowed)
    }

    @Test func requestsAreCountedInFiveMinutes() {
        var account = LimitAccount(limit: 500, window: 300_000)
        let start: Int64 = 1_700_000_100_000
        for second in 0..<250 as Range<Int64> {
            for _ in 0..<2 { #expect(account.charge(1, at: start + second * 1_000) == .allowed) }
        }
        #expect(account.charge(1, at: start + 250_000) == .limited(retryAfter: 50))
        #expect(account.charge(1, at: start + 300_000) == .allowed)
        account.ban(until: start + 310_000)
        #expect(account.charge(1, at: start + 300_001) == .banned(until: start + 310_000, retryAfter: 10))
    }

    @Test func routesDeliverWhatTheyAreFor() throws {
        let market = try VenueFixture.market()
        func delivers(_ path: String, _ name: String) -> Bool? {
            guard let (route, _) = VenueRoute.of(path: path), case .stream(let stream) = StreamName.read(name, route, market) else {
                return nil
            }
            return route.delivers(stream)
        }
        #expect(delivers("/public/ws", "bbbusdt@bookTicker") == true && delivers("/public/ws", "bbbusdt@kline_1m") == false)
        #expect(delivers("/market/stream", "bbbusdt@kline_1m") == true && delivers("/market/stream", "bbbusdt@depth") == false)
        #expect(delivers("/um/ws", "bbbusdt@kline_1m") == true && delivers("/ws", "aaausdt@kline_1m") == true)
        #expect(delivers("/ws/bbbusdt@kline_1m", "bbbusdt@kline_1m") == false, "retired URLs acknowledge and stay silent")
        #expect(delivers("/spot/ws", "bbbusdt@trade") == nil && delivers("/market/ws", "BBBUSDT@kline_1m") == nil)
        #expect(delivers("/market/ws", "bbbusdt@kline_7m") == nil && VenueRoute.of(path: "/api/v3/time") == nil)
        #expect(StreamName.read("nothing", .spot, market) == .malformed && StreamName.read("zzz@trade", .spot, market) == .unknown)
    }
}
