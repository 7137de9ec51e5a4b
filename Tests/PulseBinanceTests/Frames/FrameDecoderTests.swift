import PulseBinance
import PulseCore
import PulseTesting
import Testing

@Suite("Frames to events")
struct FrameDecoderTests {
    @Test("Each kind of frame gives its event")
    func values() throws {
        let events = FrameFixture.frames.flatMap { FrameFixture.decode($0).events }
        #expect(events.count == FrameFixture.frames.count)
        let candle = Candle(
            openTime: Timestamp(milliseconds: 1_789_999_980_000), open: 70_120.4, high: 70_130.7, low: 70_111.3, close: 70_125,
            volume: 211.305, quoteVolume: 14_816_250.125, tradeCount: 2_210, takerBuyVolume: 101.402, takerBuyQuoteVolume: 7_110_540.25)
        #expect(
            events[1]
                == .candle(
                    CandleUpdate(
                        instrument: 0, timeframe: .m1, candle: candle, isClosed: true,
                        eventTime: Timestamp(milliseconds: 1_790_000_040_255))))
        #expect(
            events[4]
                == .trade(
                    MarketTrade(
                        instrument: 0, id: 12_000_345, firstTradeID: 45_000_122, lastTradeID: 45_000_125, price: 70_125, quantity: 10,
                        time: Timestamp(milliseconds: 1_790_000_040_100), eventTime: Timestamp(milliseconds: 1_790_000_040_255),
                        isBuyerMaker: true)))
        #expect(
            events[7]
                == .quote(
                    BestQuote(
                        instrument: 0, updateID: 40_012_345_678, bid: 52_001, bidQuantity: 2.50125, ask: 52_001.02,
                        askQuantity: 0.98765, eventTime: nil)))
        #expect(
            events[9]
                == .markPrice(
                    MarkPrice(
                        instrument: 0, mark: 31_001.12345678, index: 31_010.24681357, fundingRate: -0.0001,
                        nextFunding: Timestamp(milliseconds: 1_654_012_800_000), eventTime: Timestamp(milliseconds: 1_654_000_002_000))))
        guard case .markPrice(let mark) = events[10] else {
            Issue.record("no mark price")
            return
        }
        #expect(mark.fundingRate == nil && mark.nextFunding == nil)
    }

    /// The check that the tests below run, so that it can be shown to find what is planted.
    private func disagreements(
        _ frames: [[UInt8]], _ symbols: [(symbol: String, index: Int)], against other: ([UInt8]) -> (FrameOutcome, [FeedEvent])
    ) -> Int {
        frames.count { frame in
            let fast = FrameFixture.decode(frame, symbols)
            let slow = other(frame)
            return fast.outcome != slow.0 || fast.events != slow.1
        }
    }

    @Test("The recorded order and any other give the same events")
    func anyOrder() throws {
        var random = SplitMix64(seed: 11)
        for frame in FrameFixture.frames {
            let wire = try #require(WireValue(json: frame))
            let expected = FrameFixture.decode(frame)
            #expect(expected.outcome == .events(1))
            for _ in 0..<50 {
                let text = FrameFixture.shuffled(wire, &random)
                #expect(FrameFixture.decode(Array(text.utf8)).events == expected.events, "\(text)")
            }
        }
        #expect(disagreements(FrameFixture.frames, FrameFixture.symbols) { FrameFixture.decode($0, usesFastPath: false) } == 0)
        // A reader that takes one volume for the other is found out.
        let planted = disagreements(FrameFixture.frames, FrameFixture.symbols) { frame in
            let text = String(decoding: frame, as: UTF8.self)
            let swapped = text.replacing("\"v\":", with: "\"#\":").replacing("\"V\":", with: "\"v\":").replacing("\"#\":", with: "\"V\":")
            return FrameFixture.decode(Array(swapped.utf8), usesFastPath: false)
        }
        #expect(planted >= 2)
    }

    @Test("Unknown keys, nulls and lists beside the fields change nothing")
    func unknownKeys() throws {
        for frame in FrameFixture.frames {
            guard case .object(var members) = try #require(WireValue(json: frame)) else { continue }
            members.append(WireMember(key: "zz", value: .list([.null, .object([WireMember(key: "e", value: .text("kline"))])])))
            let text = WireValue.object(members).canonical
            #expect(FrameFixture.decode(Array(text.utf8)).events == FrameFixture.decode(frame).events)
        }
    }

    @Test("Strangers, other reports, replies and announcements")
    func outcomes() {
        func outcome(_ text: String) -> FrameOutcome { FrameFixture.decode(Array(text.utf8)).outcome }
        let candle = String(decoding: FrameFixture.frames[0], as: UTF8.self)
        #expect(outcome(candle.replacing("BTCUSDT", with: "BTCUSD_PERP")) == .ignored)
        #expect(outcome(candle.replacing("\"1m\"", with: "\"1M\"")) == .ignored)
        #expect(outcome(#"{"e":"24hrTicker","E":1,"s":"BTCUSDT"}"#) == .ignored)
        #expect(outcome(#"{"e":"markPriceUpdate","s":"BTCUSDT","st":2}"#) == .ignored)
        #expect(outcome(#"{"lastUpdateId":160,"bids":[["0.0024","10"]],"asks":[]}"#) == .ignored)
        #expect(outcome(#"{"result":null,"id":7}"#) == .reply(id: 7, error: nil))
        #expect(outcome(#"{"id":7,"result":["btcusdt@kline_1m"]}"#) == .reply(id: 7, error: nil))
        let tooMany = #"{"error":{"code":4,"msg":"Too many subscriptions"},"id":19}"#
        #expect(outcome(tooMany) == .reply(id: 19, error: "4: Too many subscriptions"))
        #expect(outcome(#"{"code":2,"msg":"Invalid request","id":null}"#) == .reply(id: nil, error: "2: Invalid request"))
        #expect(outcome(#"{"stream":"!serverShutdown","data":{"e":"serverShutdown","E":1770123456789}}"#) == .shutdown)
        #expect(outcome(#"{"e":"serverShutdown","E":1770123456789}"#) == .shutdown)
        for text in ["", "{}", "[", "nonsense", "{\"e\":\"kline\"}", "{\"e\":\"newKind\"}", "7", candle + "x", candle + candle] {
            guard case .quarantined = outcome(text) else {
                Issue.record("not quarantined: \(text)")
                continue
            }
        }
    }

    @Test("Candles that cannot be are quarantined")
    func impossible() {
        let candle = String(decoding: FrameFixture.frames[0], as: UTF8.self)
        for (from, to) in [
            ("\"l\":\"9120.15000000\"", "\"l\":\"9133.50000000\""), ("\"t\":1601640060000", "\"t\":1601640060001"),
            ("\"o\":\"9120.15000000\"", "\"o\":\"0\""), ("\"v\":\"33.10250000\"", "\"v\":\"-33.10250000\""),
            ("\"h\":\"9133.40000000\"", "\"h\":\"1e999\""), ("\"E\":1601640068469", "\"E\":null"),
        ] {
            let broken = Array(candle.replacing(from, with: to).utf8)
            for usesFastPath in [true, false] {
                let result = FrameFixture.decode(broken, usesFastPath: usesFastPath)
                guard case .quarantined = result.outcome, result.events.isEmpty else {
                    Issue.record("taken: \(to)")
                    continue
                }
            }
        }
    }

    @Test("Symbols of any length and script are found")
    func symbols() {
        let names = ["A", "1INCHUSDT", "牛来USDT", "BTCUSDT_251226", "1000000MOGUSDT", "AVERYVERYLONGSYMBOLUSDT", "AVERYVERYLONGSYMBOMUSDT"]
        let table = names.enumerated().map { (symbol: $1, index: $0) }
        let decoder = FrameDecoder(instruments: table)
        for (index, name) in names.enumerated() {
            let frame = #"{"u":1,"s":"\#(name)","b":"1","B":"1","a":"2","A":"1"}"#
            guard case .quote(let quote) = FrameFixture.decode(Array(frame.utf8), decoder).events.first else {
                Issue.record("not found: \(name)")
                continue
            }
            #expect(quote.instrument == index)
        }
        let escaped = #"{"u":1,"s":"\u725b\u6765USDT","b":"1","B":"1","a":"2","A":"1"}"#
        #expect(FrameFixture.decode(Array(escaped.utf8), decoder).outcome == .events(1))
        #expect(FrameFixture.decode(Array(#"{"u":1,"s":"B","b":"1","B":"1","a":"2","A":"1"}"#.utf8), decoder).outcome == .ignored)
    }

    @Test("Times and numbers that cannot be are quarantined by both readers", arguments: [true, false])
    func impossible(usesFastPath: Bool) throws {
        func outcome(_ frame: [UInt8], _ key: String, _ change: (Int64) -> String) -> FrameOutcome? {
            var text = String(decoding: frame, as: UTF8.self)
            guard let place = text.firstRange(of: "\"\(key)\":") else { return nil }
            let digits = text[place.upperBound...].prefix { $0.isNumber }
            guard let number = Int64(digits), number > 0 else { return nil }
            text.replaceSubrange(digits.startIndex..<digits.endIndex, with: change(number))
            return FrameFixture.decode(Array(text.utf8), usesFastPath: usesFastPath).outcome
        }
        func isKept(_ outcome: FrameOutcome?) -> Bool { if case .quarantined = outcome { false } else { true } }
        var tried = 0
        for frame in FrameFixture.frames {
            let text = String(decoding: frame, as: UTF8.self)
            // Microseconds, before all time, and two times that are not of one report.
            for change in [{ "\($0 * 1_000)" }, { "-\($0)" }, { "\($0 + 200_000_000_000)" }] as [(Int64) -> String] {
                guard let found = outcome(frame, "E", change) else { continue }
                // The second time of best prices is read by nobody.
                if text.contains("bookTicker\""), change(1) == "200000000001" { continue }
                if text.contains("\"T\":0"), change(1) == "200000000001" { continue }
                #expect(!isKept(found), "\(text)")
                tried += 1
            }
            if text.contains("\"e\":\"aggTrade\"") {
                for key in ["f", "l"] {
                    #expect(!isKept(outcome(frame, key) { _ in key == "f" ? "-1000000000000000000" : "1000000000000000000" }))
                    #expect(!isKept(outcome(frame, key) { _ in key == "f" ? "9000000000000000000" : "1" }))
                }
            }
        }
        #expect(tried >= 20)
    }
}
