import PulseCore
import PulseLive
import PulseTesting
import Testing

/// The data pipeline as a value: whatever order things arrive in, what comes out is the same market.
@Suite("Slices from updates")
struct SliceAssemblyTests {
    private static let start = Timestamp(milliseconds: 1_704_067_200_000)
    private static let second: UInt64 = 1_000_000_000

    private func candles(_ seed: UInt64, count: Int) -> CandleColumns { RandomWalk.candles(count: count, seed: seed, from: Self.start) }

    private func update(_ instrument: Int, _ candle: Candle, isClosed: Bool = true) -> CandleUpdate {
        CandleUpdate(
            instrument: instrument, timeframe: .m1, candle: candle, isClosed: isClosed,
            eventTime: candle.openTime.advanced(byMilliseconds: 60_010))
    }

    @Test("any order of arrival gives every candle once, in order, in slices of all instruments", arguments: 1...20 as ClosedRange<UInt64>)
    func anyOrder(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let series = (0..<4).map { candles(seed &* 10 &+ UInt64($0), count: 60) }
        var updates: [(place: Double, update: CandleUpdate)] = []
        for (instrument, columns) in series.enumerated() {
            for index in 0..<columns.count {
                // Each frame up to six minutes late, some twice.
                updates.append((Double(index) + 6 * random.uniform(), update(instrument, columns[index])))
                if random.uniform() < 0.2 { updates.append((Double(index) + 9 * random.uniform(), update(instrument, columns[index]))) }
            }
        }
        updates.sort { $0.place < $1.place }
        var assembly = SliceAssembly(base: .m1, slice: Self.start, next: series.map { _ in Self.start }, now: 0)
        var outputs: [SliceAssembly.Output] = []
        for one in updates { assembly.receive(one.update, now: 1, into: &outputs) }
        var next = series.map { _ in 0 }
        var inSlice: Set<Int> = []
        var slices = 0
        for output in outputs {
            switch output {
            case .event(.candle(let instrument, let candle)):
                #expect(candle == series[instrument][next[instrument]])
                #expect(inSlice.insert(instrument).inserted)
                next[instrument] += 1
            case .event(.slice(let openTime)):
                #expect(openTime.milliseconds == series[0].openTime[slices])
                #expect(inSlice.count == 4)
                inSlice = []
                slices += 1
            default: Issue.record("\(output) in a market that lacks nothing")
            }
        }
        #expect(next == [60, 60, 60, 60] && slices == 60)
        #expect(assembly.counts.duplicates > 20)
    }

    @Test("a candle that is missing is asked for, and its answer lets the slice go on")
    func repair() throws {
        let columns = candles(1, count: 5)
        var assembly = SliceAssembly(base: .m1, slice: Self.start, next: [Self.start], now: 0)
        var outputs: [SliceAssembly.Output] = []
        assembly.receive(update(0, columns[0]), now: 0, into: &outputs)
        assembly.receive(update(0, columns[3]), now: Self.second, into: &outputs)
        #expect(outputs.count == 2, "a candle and its slice")
        outputs = []
        assembly.tick(now: 2 * Self.second, into: &outputs)
        guard case .request(let request)? = outputs.first else {
            Issue.record("nothing was asked for")
            return
        }
        #expect(request.from.milliseconds == columns.openTime[1] && request.through.milliseconds == columns.openTime[3])
        outputs = []
        assembly.tick(now: 3 * Self.second, into: &outputs)
        #expect(outputs.isEmpty, "one request at a time")
        assembly.failed(request, now: 3 * Self.second)
        assembly.tick(now: 3 * Self.second + 1, into: &outputs)
        #expect(outputs.isEmpty, "not at once again")
        assembly.tick(now: 4 * Self.second, into: &outputs)
        guard case .request(let again)? = outputs.first else {
            Issue.record("nothing was asked for again")
            return
        }
        outputs = []
        let time = Timestamp(milliseconds: columns.openTime[4])
        assembly.receive([columns[1], columns[2]], for: again, venueTime: time, now: 4 * Self.second, into: &outputs)
        let events = outputs.events
        #expect(
            events
                == (1...3).flatMap {
                    [.candle(instrument: 0, columns[$0]), .slice(Timestamp(milliseconds: columns.openTime[$0]))] as [SessionEvent]
                })
    }

    @Test("an instrument that is not there in time is left behind, and its candles come as late ones")
    func behind() {
        let series = [candles(1, count: 6), candles(2, count: 6)]
        var assembly = SliceAssembly(base: .m1, slice: Self.start, next: [Self.start, Self.start], now: 0)
        var outputs: [SliceAssembly.Output] = []
        assembly.receive(update(0, series[0][0]), now: 0, into: &outputs)
        assembly.tick(now: 11 * Self.second, into: &outputs)
        assembly.receive(update(0, series[0][1]), now: 60 * Self.second, into: &outputs)
        var events = outputs.events
        #expect(
            events == [
                .candle(instrument: 0, series[0][0]), .blocked(instrument: 1, missing: Self.start), .slice(Self.start),
                .candle(instrument: 0, series[0][1]), .slice(series[0][1].openTime),
            ])
        #expect(assembly.blocked.map(\.instrument) == [1])
        outputs = []
        for index in 0...2 { assembly.receive(update(1, series[1][index]), now: 61 * Self.second, into: &outputs) }
        assembly.receive(update(0, series[0][2]), now: 62 * Self.second, into: &outputs)
        events = outputs.events
        #expect(
            events == [
                .late(instrument: 1, series[1][0]), .late(instrument: 1, series[1][1]), .unblocked(instrument: 1),
                .candle(instrument: 1, series[1][2]), .candle(instrument: 0, series[0][2]), .slice(series[0][2].openTime),
            ])
    }

    @Test("when nothing of a slice is there nobody is left behind, however long it takes")
    func silence() {
        var assembly = SliceAssembly(base: .m1, slice: Self.start, next: [Self.start, Self.start], now: 0)
        var outputs: [SliceAssembly.Output] = []
        for hour in 1...48 { assembly.tick(now: UInt64(hour) * 3_600 * Self.second, into: &outputs) }
        #expect(outputs.isEmpty)
    }

    @Test("one report from far ahead does not set the clock, a second one does, to the earlier of both")
    func leap() {
        var assembly = SliceAssembly(base: .m1, slice: Self.start, next: [Self.start], now: 0)
        func note(_ minutes: Int64) -> Int64 {
            assembly.note(marketTime: Self.start.advanced(byMilliseconds: minutes * 60_000))
            return (assembly.marketTime.milliseconds - Self.start.milliseconds) / 60_000
        }
        #expect([1, 3, 2].map(note) == [1, 3, 3])
        #expect([30_000_000, 4, 1_200, 5].map(note) == [3, 4, 4, 5], "who is contradicted is forgotten")
        #expect([600, 601, 602].map(note) == [5, 600, 602], "an outage is over")
        #expect([30_000_000, 700, 701].map(note) == [602, 700, 701])
    }

    @Test("a candle far from the last close counts only when history confirms it")
    func outlier() {
        let columns = candles(1, count: 3)
        var wild = columns[1]
        wild.high *= 10
        var assembly = SliceAssembly(base: .m1, slice: Self.start, next: [Self.start], now: 0)
        var outputs: [SliceAssembly.Output] = []
        assembly.receive(update(0, columns[0]), now: 0, into: &outputs)
        assembly.receive(update(0, wild), now: 1, into: &outputs)
        assembly.tick(now: Self.second, into: &outputs)
        #expect(assembly.counts.outliers == 1)
        guard case .request(let request)? = outputs.last else {
            Issue.record("nothing was asked for")
            return
        }
        outputs = []
        assembly.receive(
            [columns[1]], for: request, venueTime: columns[2].openTime.advanced(byMilliseconds: 1_000), now: Self.second, into: &outputs)
        #expect(outputs.first == .event(.candle(instrument: 0, columns[1])), "history's, not the stream's")
    }

    @Test("p9: what is held behind a gap is bounded, and what was dropped is asked for")
    func bound() {
        var rules = AssemblyRules()
        rules.held = 10
        let columns = candles(1, count: 40)
        var assembly = SliceAssembly(base: .m1, slice: Self.start, next: [Self.start], rules: rules, now: 0)
        var outputs: [SliceAssembly.Output] = []
        for index in 1..<40 { assembly.receive(update(0, columns[index]), now: 0, into: &outputs) }
        #expect(assembly.counts.dropped == 29)
        var now = Self.second
        var slices = 0
        while slices < 40, now < 1_000 * Self.second {
            outputs = []
            assembly.tick(now: now, into: &outputs)
            // Answers lead to further requests.
            var place = 0
            while place < outputs.count {
                if case .request(let request) = outputs[place] {
                    let answer = (0..<40).map { columns[$0] }.filter { $0.openTime >= request.from && $0.openTime <= request.through }
                    assembly.receive(
                        answer, for: request, venueTime: columns[39].openTime.advanced(byMilliseconds: 61_000), now: now, into: &outputs)
                }
                place += 1
            }
            slices += outputs.count { if case .event(.slice) = $0 { true } else { false } }
            now += Self.second
        }
        #expect(slices == 40)
    }
}
