import PulseBinance
import PulseCore
import Testing

/// Faults depend on the seed alone, and never touch what is true.
@Suite struct VenueFaultTests {
    static func candles(_ market: VenueMarket, _ index: Int) -> [VenueCandle] {
        (0..<market.series[index].count).map(market.series[index].candle)
    }

    @Test func truthIsUntouchedByAllFaultsButEmptyCandles() throws {
        let plain = try VenueFixture.market()
        let faulty = try VenueFixture.market(
            faults:
                "9:drop=0.5,duplicate=0.1,reorder=0.1,delay=0.1,corrupt=0.1,late=0.5,revise=0.9,silent=3,disconnect=3,shutdown=1,skew=1300")
        for index in plain.series.indices { #expect(Self.candles(plain, index) == Self.candles(faulty, index)) }
    }

    @Test func emptiedCandlesAreFlatInTheTruthItself() throws {
        let plain = try VenueFixture.market()
        let emptied = try VenueFixture.market(faults: "9:empty=0.3")
        let from = plain.live.from.milliseconds
        let changed = zip(Self.candles(plain, 1), Self.candles(emptied, 1)).filter {
            $0.openTime != $1.openTime || $0.close != $1.close || $0.volume != $1.volume
        }
        #expect(changed.count > 5 && changed.count < 40)
        for (_, candle) in changed {
            #expect(candle.openTime >= from && candle.volume == 0 && candle.tradeCount == 0 && candle.firstTradeID == -1)
            #expect(candle.high == candle.low)
        }
    }

    @Test func revisedCandlesAreToldWrongFirstAndTrueLater() throws {
        let market = try VenueFixture.market(faults: "4:revise=1")
        let source = VenueFixture.source(market)
        let rest = VenueREST(source)
        let series = market.series[1]
        let index = try #require((series.count - 30..<series.count).first { series.prints($0).count > 4 })
        let truth = series.candle(index)
        func told(at now: Int64) -> String {
            let request = VenueRequest(
                method: "GET", uri: "/fapi/v1/klines?symbol=BBBUSDT&interval=1m&startTime=\(truth.openTime)&endTime=\(truth.openTime)")
            return String(decoding: rest.answer(request, at: now).body, as: UTF8.self)
        }
        let end = truth.openTime + 60_000
        #expect(told(at: end + 1) != told(at: end + 20_000))
        #expect(told(at: end + 20_000) == String(decoding: rest.klineRows([truth], 1, .m1, scale: 1).body, as: UTF8.self))
    }

    @Test func atTheEndWhatWasLateIsToldAndWhatWasWrongIsTrue() throws {
        #expect(try VenueFixture.market().epilogue == 4_000)
        for seed in 1...20 {
            let market = try VenueFixture.market(count: 70, live: 5, faults: "\(seed):late=1,revise=1")
            let source = VenueFixture.source(market)
            let rest = VenueREST(source)
            for (name, route, path) in [
                ("aaausdt@kline_1m", VenueRoute.spot, "/api/v3/klines?symbol=AAAUSDT&interval=1m"),
                ("bbbusdt@kline_1m", .usdmMarket, "/fapi/v1/klines?symbol=BBBUSDT&interval=1m"),
            ] {
                guard case .stream(let stream) = StreamName.read(name, route, market), let index = stream.instrument else {
                    Issue.record("no stream \(name)")
                    continue
                }
                let series = market.series[index]
                let last = series.candle(series.count - 1)
                let end = last.openTime + 60_000
                #expect(end == market.live.to.milliseconds)
                func told(at now: Int64) -> [UInt8] {
                    rest.answer(VenueRequest(method: "GET", uri: "\(path)&startTime=\(last.openTime)"), at: now).body
                }
                let truth = rest.klineRows([last], index, .m1, scale: 1).body
                #expect(told(at: end + 3_999) != truth && told(at: market.end) == truth, "seed \(seed), \(name)")
                let events = source.events(stream, after: source.clock.from, through: market.end)
                let closed = events.filter(\.isClosing).compactMap { $0.json["k"]?["t"]?.integer }
                // Late by up to half a minute, they overtake each other.
                #expect(closed.sorted() == series.openTime.filter { $0 >= market.live.from.milliseconds }, "seed \(seed), \(name)")
            }
        }
    }

    @Test func theSameSeedHarmsTheSameFramesAndAnotherDoesNot() throws {
        let specification = try FaultSpecification("7:drop=0.1,duplicate=0.1,reorder=0.1,delay=0.1,corrupt=0.1,status429=0.1,status5xx=0.1")
        func harmed(_ seed: UInt64, connection: UInt64 = 1) -> [FaultPlan.FrameFault?] {
            var specification = specification
            specification.seed = seed
            let plan = FaultPlan(specification)
            return (0..<500).map { plan.frame(connection: connection, stream: 42, ordinal: $0) }
        }
        #expect(harmed(7) == harmed(7))
        #expect(harmed(7) != harmed(8) && harmed(7) != harmed(7, connection: 2))
        let share = Double(harmed(7).count { $0 != nil }) / 500
        #expect((0.4...0.6).contains(share))
        let plan = FaultPlan(specification)
        #expect((1...200).map { plan.request($0) } == (1...200).map { FaultPlan(specification).request($0) })
        #expect((1...200).contains { plan.request($0) == .tooMany })
    }

    @Test func incidentsLieInTheLivePartAndInTheMiddleOfACandle() throws {
        let market = try VenueFixture.market(faults: "7:disconnect=5,shutdown=2,silent=4")
        let cuts = market.faults.disconnects(market.live, base: .m1)
        #expect(cuts.count == 5 && cuts.allSatisfy { $0.time % 60_000 == 30_000 })
        #expect(cuts.allSatisfy { market.live.contains(Timestamp(milliseconds: $0.time)) })
        #expect(market.faults.shutdowns(market.live, base: .m1).count == 2)
        #expect(market.faults.silences(market.live, instruments: 2, base: .m1).count == 4)
    }

    @Test func damagedFramesAreStillTextAndNoLongerTheSame() {
        let payload = Array(#"{"e":"trade","E":1,"s":"AAAUSDT","t":1,"p":"1.0"}"#.utf8)
        for number in 0..<200 as Range<UInt64> {
            let damaged = FaultPlan.corrupted(payload, Draw.mix(number, UInt64(3)))
            #expect(damaged != payload && String(validating: damaged, as: UTF8.self) != nil)
        }
    }

    @Test(arguments: ["", "7", "x:drop=1", "7:drop=2", "7:drop", "7:nothing=1", "7:silent=-1", "7:skew=99999999999", "7:drop=nan"])
    func wrongSpecificationsAreRefused(text: String) {
        #expect(throws: PulseError.self) { try FaultSpecification(text) }
    }

    @Test(arguments: [
        ("7:drop", "drop has no value"), ("7:silent=", "silent has no value"), ("7:nothing", "'nothing' is no fault"),
        ("7:drop=0.6,duplicate=0.6,delay=1", "drop + duplicate + delay is more than all stream frames"),
        ("7:all,drop=0.99", "drop + duplicate + reorder + delay + corrupt is more than all stream frames"),
        ("7:status5xx=0.7,late=1,status429=0.4", "status429 + status5xx is more than all requests"),
    ]) func wrongSpecificationsAreCalledByName(text: String, reason: String) {
        #expect { try FaultSpecification(text) } throws: { ($0 as? PulseError)?.diagnostics.first?.message.hasPrefix(reason) == true }
    }

    @Test func sharesMayComeToAll() throws {
        let shares = try FaultSpecification("7:drop=0.7,duplicate=0.1,reorder=0.1,delay=0.1,late=1,revise=1,empty=1")
        let plan = FaultPlan(shares)
        #expect((0..<500).allSatisfy { plan.frame(connection: 1, stream: 42, ordinal: $0) != nil })
    }

    @Test func allIsAMildMix() throws {
        let specification = try FaultSpecification("7:all,drop=0.5")
        #expect(specification.drop == 0.5 && specification.duplicate > 0 && specification.skew == 1_300 && specification.disconnect == 2)
    }
}
