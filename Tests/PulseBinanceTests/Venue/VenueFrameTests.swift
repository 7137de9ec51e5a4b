import Foundation
import PulseBinance
import PulseCore
import PulseTesting
import Testing

/// Frames are a pure function of market and time, and look like recorded ones.
@Suite struct VenueFrameTests {
    @Test(arguments: [VenueClock.Speed.times(1), .times(600), .maximum]) func p1AnyCuttingOfTimeGivesTheSameFrames(speed: VenueClock.Speed)
        throws
    {
        let market = try VenueFixture.market(count: 80, live: 8, faults: "3:late=0.2,revise=0.2,empty=0.1")
        let source = VenueFixture.source(market, speed: speed)
        var random = SplitMix64(seed: 5)
        for stream in VenueFixture.streams(market) {
            let whole = source.events(stream, after: source.clock.from, through: source.clock.end)
            #expect(!whole.isEmpty, "\(stream.text) says nothing")
            var pieces: [FrameSource.Event] = []
            var now = source.clock.from
            while now < source.clock.end {
                let next = min(source.clock.end, now + 1 + Int64(random.next() % 30_000))
                pieces += source.events(stream, after: now, through: next)
                now = next
            }
            #expect(whole.map(\.text) == pieces.map(\.text), "\(stream.text)")
            #expect(whole.map(\.time) == pieces.map(\.time))
        }
    }

    @Test func tradesComeInTheOrderOfTheirNumbersHoweverClose() throws {
        let market = try VenueFixture.busyMarket()
        let source = VenueFixture.source(market)
        var random = SplitMix64(seed: 6)
        let cases: [(name: String, route: VenueRoute, key: String, lags: ClosedRange<Int64>)] = [
            ("aaausdt@aggTrade", .spot, "a", 0...3), ("aaausdt@trade", .spot, "t", 1...1),
            ("bbbusdt@aggTrade", .usdmMarket, "a", 100...159), ("bbbusdt@trade", .usdmPublic, "t", 0...0),
        ]
        for (name, route, key, lags) in cases {
            guard case .stream(let stream) = StreamName.read(name, route, market) else {
                Issue.record("no stream \(name)")
                continue
            }
            let whole = source.events(stream, after: source.clock.from, through: source.clock.end)
            let frames = whole.map(\.json)
            let ids = frames.compactMap { $0[key]?.integer }
            #expect(ids.count == whole.count && ids.count > 11_000)
            #expect(zip(ids, ids.dropFirst()).allSatisfy { $1 == $0 + 1 }, "\(name)")
            #expect(zip(whole, whole.dropFirst()).allSatisfy { $0.time <= $1.time })
            #expect(frames.allSatisfy { lags.contains(($0["E"]?.integer ?? 0) - ($0["T"]?.integer ?? 0)) }, "\(name)")
            var pieces: [FrameSource.Event] = []
            var now = source.clock.from
            while now < source.clock.end {
                let next = min(source.clock.end, now + 1 + Int64(random.next() % 300))
                pieces += source.events(stream, after: now, through: next)
                now = next
            }
            #expect(whole.map(\.text) == pieces.map(\.text) && whole.map(\.time) == pieces.map(\.time), "\(name)")
        }
    }

    /// A payload with its times in microseconds; candles end with the last one.
    private static func inMicroseconds(_ value: WireJSON, isCandle: Bool = false) -> WireJSON {
        if case .array(let elements) = value { return .array(elements.map { inMicroseconds($0) }) }
        guard case .object(let members) = value else { return value }
        var told = members
        for (place, member) in members.enumerated() {
            switch (member.key, member.value.integer) {
            case ("k", _): told[place].value = inMicroseconds(member.value, isCandle: true)
            case ("T", let time?) where isCandle: told[place].value = .number("\((time + 1) * 1_000 - 1)")
            case ("t", let time?) where isCandle: told[place].value = .number("\(time * 1_000)")
            case ("E", let time?), ("T", let time?), ("O", let time?), ("C", let time?): told[place].value = .number("\(time * 1_000)")
            default: break
            }
        }
        return .object(told)
    }

    @Test func allTimesOfSpotStreamsAreInMicrosecondsWhereTheyAreAskedFor() throws {
        let market = try VenueFixture.market(count: 80, live: 6, faults: "3:skew=1300")
        let source = VenueFixture.source(market)
        for stream in VenueFixture.streams(market) where stream.market == .spot {
            var fine = stream
            fine.isMicroseconds = true
            let expected = source.events(stream, after: source.clock.from, through: source.clock.end)
            let events = source.events(fine, after: source.clock.from, through: source.clock.end)
            #expect(!events.isEmpty && events.map(\.time) == expected.map(\.time), "\(stream.text)")
            #expect(events.map(\.json) == expected.map { Self.inMicroseconds($0.json) }, "\(stream.text)")
        }
    }

    @Test func theScheduleHandsOutAllStreamsInOrderOfTimeHoweverItIsAdvanced() throws {
        let market = try VenueFixture.market(count: 70, live: 6)
        let source = VenueFixture.source(market)
        func run(_ step: (inout SplitMix64) -> Int64) -> [VenueFrame] {
            var schedule = VenueSchedule(source)
            var random = SplitMix64(seed: 11)
            for stream in VenueFixture.streams(market) { _ = schedule.subscribe(stream) }
            var frames: [VenueFrame] = []
            while schedule.now < source.clock.end {
                frames += schedule.advance(to: min(source.clock.end, schedule.now + step(&random)))
            }
            return frames
        }
        let whole = run { _ in .max / 4 }
        #expect(whole == run { _ in 10 } && whole == run { 1 + Int64($0.next() % 5_000) })
        #expect(zip(whole, whole.dropFirst()).allSatisfy { $0.time <= $1.time })
    }

    @Test func eachCandleIsClosedOnceAndTruly() throws {
        let market = try VenueFixture.market(count: 90, live: 50)
        let source = VenueFixture.source(market)
        for (name, route, interval) in [
            ("aaausdt@kline_1m", VenueRoute.spot, Timeframe.m1), ("bbbusdt@kline_1m", .usdmMarket, .m1),
            ("bbbusdt@kline_5m", .usdmMarket, .m5),
        ] {
            guard case .stream(let stream) = StreamName.read(name, route, market), let index = stream.instrument else {
                Issue.record("no stream \(name)")
                continue
            }
            let events = source.events(stream, after: source.clock.from, through: source.clock.end)
            let closed = events.filter(\.isClosing).compactMap { $0.json["k"] }
            let series = market.series[index]
            let from = market.live.from.milliseconds - interval.milliseconds + 1
            let truth = series.candles(interval, from: from, through: .max, limit: 1_000, newest: false, at: .max / 2)
                .filter { $0.openTime + interval.milliseconds <= market.live.to.milliseconds }
            #expect(closed.map { $0["t"]?.integer } == truth.map(\.openTime))
            for (frame, candle) in zip(closed, truth) {
                #expect(frame["c"]?.units == candle.close * 1_000_000 && frame["v"]?.units == candle.volume * 100_000)
                #expect(frame["n"]?.integer == candle.tradeCount && frame["x"]?.isTrue == true)
                if candle.tradeCount == 0 { #expect(frame["f"]?.integer == -1 && frame["L"]?.integer == -1) }
            }
            // Nothing of a candle before the one before it is closed, nothing after its close.
            var last: (open: Int64, isClosed: Bool) = (0, true)
            for event in events {
                let open = event.json["k"]?["t"]?.integer ?? 0
                #expect(open >= last.open && (open > last.open) == last.isClosed, "\(name) at \(event.time)")
                last = (open, event.isClosing)
                let delay = event.time - (open + interval.milliseconds)
                #expect(event.isClosing ? (1...2_004).contains(delay) : delay < 0)
            }
        }
    }

    @Test func quotesAndBooksAgree() throws {
        let market = try VenueFixture.market(count: 70, live: 5)
        let source = VenueFixture.source(market)
        for (name, route) in [("aaausdt@depth@100ms", VenueRoute.spot), ("bbbusdt@depth@100ms", .usdmPublic)] {
            guard case .stream(let stream) = StreamName.read(name, route, market), let index = stream.instrument else { continue }
            let series = market.series[index]
            let events = source.events(stream, after: source.clock.from, through: source.clock.end)
            let bridge = try #require(series.lastPrint(at: source.clock.from))
            var book: [Int64: Int64] = [:]
            for level in VenueBook(after: bridge, series.instrument).bids { book[level.price] = level.quantity }
            var previous: Int64?
            for event in events {
                let (first, last) = (event.json["U"]?.integer ?? 0, event.json["u"]?.integer ?? 0)
                if let previous {
                    #expect(stream.market == .spot ? first == previous + 1 : event.json["pu"]?.integer == previous)
                }
                previous = last
                for level in event.json["b"]?.elements ?? [] {
                    let price = (level.elements[0].units ?? 0) / 1_000_000
                    let quantity = (level.elements[1].units ?? 0) / 100_000
                    book[price] = quantity == 0 ? nil : quantity
                }
                let print = try #require(series.lastPrint(at: event.time))
                let expected = VenueBook(after: print, series.instrument).bids
                #expect(book.count == expected.count && expected.allSatisfy { book[$0.price] == $0.quantity })
            }
        }
    }

    @Test func markPricesTurnOverASecondAfterTheSettlement() throws {
        let market = try VenueFixture.market(count: 600, live: 599)
        let settlement = try #require(market.side[1].nextFunding(after: market.live.from.milliseconds))
        for speed in [VenueClock.Speed.times(1), .maximum] {
            let source = VenueFixture.source(market, speed: speed)
            guard case .stream(let stream) = StreamName.read("bbbusdt@markPrice@1s", .usdmMarket, market) else { return }
            let frames = source.events(stream, after: settlement.time - 1, through: settlement.time + 1_000)
            #expect(frames.map(\.time) == [settlement.time, settlement.time + 1_000])
            #expect(frames.first?.json["T"]?.integer == settlement.time)
            #expect(frames.last?.json["T"]?.integer == settlement.time + 8 * 3_600_000)
            #expect(frames.first?.json["r"]?.units == settlement.rate)
        }
    }

    /// The streams with the files of recorded frames that they must look like: same keys, in the same order, with the same kinds of values.
    static let recorded: [(file: String, stream: String, route: VenueRoute)] = [
        ("spot/kline", "aaausdt@kline_1m", .spot), ("spot/aggTrade", "aaausdt@aggTrade", .spot),
        ("spot/bookTicker", "aaausdt@bookTicker", .spot), ("spot/miniTicker", "aaausdt@miniTicker", .spot),
        ("spot/ticker", "aaausdt@ticker", .spot), ("spot/depth_100ms", "aaausdt@depth@100ms", .spot),
        ("spot/depth20_100ms", "aaausdt@depth20@100ms", .spot), ("um/kline", "bbbusdt@kline_1m", .usdmAll),
        ("um/aggTrade", "bbbusdt@aggTrade", .usdmAll), ("um/bookTicker", "bbbusdt@bookTicker", .usdmAll),
        ("um/markPrice", "bbbusdt@markPrice@1s", .usdmAll), ("um/depth_100ms", "bbbusdt@depth@100ms", .usdmAll),
        ("um/continuousKline", "bbbusdt_perpetual@continuousKline_1m", .usdmAll), ("um/trade_legacy", "bbbusdt@trade", .usdmAll),
    ]

    @Test(.enabled(if: SharedData.has("data/binance-messages/README.md")), arguments: recorded.indices)
    func framesHaveTheShapeOfRecordedOnes(_ index: Int) throws {
        let (file, name, route) = Self.recorded[index]
        let market = try VenueFixture.market(count: 80, live: 10)
        let source = VenueFixture.source(market)
        guard case .stream(let stream) = StreamName.read(name, route, market) else {
            Issue.record("no stream \(name)")
            return
        }
        let line = try #require(try SharedData.text("data/binance-messages/\(file).jsonl").split(separator: "\n").last)
        let message = try WireJSON.read(Array(line.utf8))
        let event = try #require(source.events(stream, after: source.clock.from, through: source.clock.end).last)
        #expect(event.json.shape == (message["data"] ?? message).shape)
        if file == "um/kline" { #expect(event.text.contains(", \"T\":") && event.text.hasPrefix("{\"e\":\"kline\",\"E\":")) }
    }
}
