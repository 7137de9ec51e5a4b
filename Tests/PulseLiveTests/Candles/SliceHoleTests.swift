import PulseCore
import PulseLive
import PulseTesting
import Testing

/// What the venue does not have, and where a session begins that is taken up in the middle.
@Suite("Holes in what a venue has")
struct SliceHoleTests {
    private static let start = Timestamp(milliseconds: 1_704_067_200_000)
    private static let second: UInt64 = 1_000_000_000

    private func update(_ instrument: Int, _ candle: Candle) -> CandleUpdate {
        CandleUpdate(
            instrument: instrument, timeframe: .m1, candle: candle, isClosed: true,
            eventTime: candle.openTime.advanced(byMilliseconds: 60_010))
    }

    /// The requests of the next seconds, up to the first of an instrument.
    private func request(_ assembly: inout SliceAssembly, _ instrument: Int, from now: inout UInt64) throws -> CandleRequest {
        for _ in 0..<20 {
            now += Self.second / 4
            var outputs: [SliceAssembly.Output] = []
            assembly.tick(now: now, into: &outputs)
            #expect(outputs.events.isEmpty)
            if let found = outputs.requests.first(where: { $0.instrument == instrument }) { return found }
        }
        throw PulseError(.missing, "nothing was asked for")
    }

    private func slice(_ columns: CandleColumns, _ index: Int) -> SessionEvent {
        .slice(Timestamp(milliseconds: columns.openTime[index]))
    }

    private func absent(_ columns: CandleColumns, _ range: Range<Int>, _ instrument: Int = 0) -> SessionEvent {
        .absent(
            instrument: instrument,
            TimeRange(
                from: Timestamp(milliseconds: columns.openTime[range.lowerBound]),
                to: Timestamp(milliseconds: columns.openTime[range.upperBound])))
    }

    @Test("a candle is absent when history has said so twice, with a later one there")
    func twice() throws {
        let columns = RandomWalk.candles(count: 8, seed: 1, from: Self.start)
        let time = Timestamp(milliseconds: columns.openTime[7])
        var assembly = SliceAssembly(base: .m1, slice: Self.start, next: [Self.start], now: 0)
        var outputs: [SliceAssembly.Output] = []
        var now: UInt64 = 0
        assembly.receive(update(0, columns[0]), now: now, into: &outputs)
        assembly.receive(update(0, columns[5]), now: now, into: &outputs)
        // Two holes in one answer: what lies before the first is taken, the rest is asked for once more, soon.
        let first = try request(&assembly, 0, from: &now)
        outputs = []
        assembly.receive([columns[1], columns[3], columns[5]], for: first, venueTime: time, now: now, into: &outputs)
        #expect(outputs.events == [.candle(instrument: 0, columns[1]), slice(columns, 1)])
        let asked = now
        let second = try request(&assembly, 0, from: &now)
        #expect(now - asked <= Self.second && second.from.milliseconds == columns.openTime[2])
        // No answer says nothing.
        assembly.failed(second, now: now)
        let third = try request(&assembly, 0, from: &now)
        outputs = []
        assembly.receive([columns[3], columns[5]], for: third, venueTime: time, now: now, into: &outputs)
        #expect(
            outputs.events == [
                absent(columns, 2..<3), .candle(instrument: 0, columns[3]), absent(columns, 4..<5), slice(columns, 3),
                .candle(instrument: 0, columns[5]), slice(columns, 5),
            ])
        #expect(assembly.counts.absent == 2 && assembly.counts.repaired == 3)
    }

    @Test("a row that was damaged on its way, or written down late, is not absent")
    func damaged() throws {
        let columns = RandomWalk.candles(count: 8, seed: 2, from: Self.start)
        let time = Timestamp(milliseconds: columns.openTime[7])
        var broken = columns[2]
        broken.high = broken.low / 2
        var assembly = SliceAssembly(base: .m1, slice: Self.start, next: [Self.start], now: 0)
        var outputs: [SliceAssembly.Output] = []
        var now: UInt64 = 0
        assembly.receive(update(0, columns[0]), now: now, into: &outputs)
        assembly.receive(update(0, columns[4]), now: now, into: &outputs)
        let first = try request(&assembly, 0, from: &now)
        outputs = []
        assembly.receive([columns[1], broken, columns[3], columns[4]], for: first, venueTime: time, now: now, into: &outputs)
        let second = try request(&assembly, 0, from: &now)
        assembly.receive([columns[2], columns[3], columns[4]], for: second, venueTime: time, now: now, into: &outputs)
        #expect(outputs.events == (1...4).flatMap { [.candle(instrument: 0, columns[$0]), slice(columns, $0)] as [SessionEvent] })
        #expect(assembly.counts.absent == 0)
    }

    @Test("what history lacks though a stream has a later candle is absent when it has said so twice; failures do not count")
    func silentHistory() throws {
        let columns = RandomWalk.candles(count: 8, seed: 3, from: Self.start)
        let time = Timestamp(milliseconds: columns.openTime[7])
        var assembly = SliceAssembly(base: .m1, slice: Self.start, next: [Self.start], now: 0)
        var outputs: [SliceAssembly.Output] = []
        var now: UInt64 = 0
        assembly.receive(update(0, columns[0]), now: now, into: &outputs)
        assembly.receive(update(0, columns[2]), now: now, into: &outputs)
        for _ in 0..<2 {
            let failing = try request(&assembly, 0, from: &now)
            assembly.failed(failing, now: now)
        }
        outputs = []
        let first = try request(&assembly, 0, from: &now)
        assembly.receive([], for: first, venueTime: time, now: now, into: &outputs)
        #expect(outputs.events.isEmpty)
        let second = try request(&assembly, 0, from: &now)
        assembly.receive([], for: second, venueTime: time, now: now, into: &outputs)
        #expect(outputs.events == [absent(columns, 1..<2), .candle(instrument: 0, columns[2]), slice(columns, 2)])
    }

    @Test("nothing is told to be absent before the candles that precede it were given out")
    func inOrder() throws {
        let columns = RandomWalk.candles(count: 8, seed: 4, from: Self.start)
        let others = RandomWalk.candles(count: 8, seed: 5, from: Self.start)
        let time = Timestamp(milliseconds: columns.openTime[7])
        var assembly = SliceAssembly(base: .m1, slice: Self.start, next: [Self.start, Self.start], now: 0)
        var outputs: [SliceAssembly.Output] = []
        var now: UInt64 = 0
        for index in [0, 1, 4] { assembly.receive(update(0, columns[index]), now: now, into: &outputs) }
        #expect(outputs.events == [.candle(instrument: 0, columns[0])])
        outputs = []
        // The second instrument's first candle is late, so that the first's second waits.
        for _ in 0..<2 {
            let asked = try request(&assembly, 0, from: &now)
            assembly.receive([columns[4]], for: asked, venueTime: time, now: now, into: &outputs)
        }
        #expect(outputs.events.isEmpty, "who dies here has to ask for the second candle again")
        for index in 0...4 { assembly.receive(update(1, others[index]), now: now, into: &outputs) }
        #expect(
            outputs.events == [
                .candle(instrument: 1, others[0]), slice(columns, 0), .candle(instrument: 0, columns[1]), absent(columns, 2..<4),
                .candle(instrument: 1, others[1]), slice(columns, 1), .candle(instrument: 1, others[2]), slice(columns, 2),
                .candle(instrument: 1, others[3]), slice(columns, 3), .candle(instrument: 0, columns[4]),
                .candle(instrument: 1, others[4]), slice(columns, 4),
            ])
    }

    @Test("a session that is taken up in the middle of a slice waits for the others from its first look on")
    func patience() {
        let columns = RandomWalk.candles(count: 2, seed: 6, from: Self.start)
        let next = Self.start.advanced(byMilliseconds: 60_000)
        var assembly = SliceAssembly(base: .m1, slice: Self.start, next: [next, Self.start], collected: 1, now: 0)
        var outputs: [SliceAssembly.Output] = []
        // Connecting took longer than patience lasts.
        assembly.tick(now: 30 * Self.second, into: &outputs)
        #expect(outputs.isEmpty)
        assembly.tick(now: 34 * Self.second, into: &outputs)
        #expect(outputs.events.isEmpty && outputs.requests.map(\.instrument) == [1])
        assembly.receive(update(1, columns[0]), now: 35 * Self.second, into: &outputs)
        #expect(outputs.events == [.candle(instrument: 1, columns[0]), slice(columns, 0)])
    }

    @Test("the first candle is compared with the last close before it, of who starts and of who joins")
    func firstOutlier() {
        let columns = RandomWalk.candles(count: 2, seed: 7, from: Self.start)
        var wild = columns[0]
        wild.high *= 10
        var assembly = SliceAssembly(base: .m1, slice: Self.start, next: [Self.start], lastCloses: [columns[0].open], now: 0)
        assembly.add(next: Self.start, lastClose: columns[0].open, now: 0)
        var outputs: [SliceAssembly.Output] = []
        for instrument in 0..<2 { assembly.receive(update(instrument, wild), now: 0, into: &outputs) }
        #expect(outputs.isEmpty && assembly.counts.outliers == 2)
    }

    @Test("a strange candle that history lacks twice, with later ones there, is none", arguments: [false, true])
    func unknownOutlier(isWrittenLate: Bool) throws {
        let columns = RandomWalk.candles(count: 8, seed: 9, from: Self.start)
        var wild = columns[1]
        wild.high *= 10
        var assembly = SliceAssembly(base: .m1, slice: Self.start, next: [Self.start], now: 0)
        var outputs: [SliceAssembly.Output] = []
        var now: UInt64 = 0
        for candle in [columns[0], wild] { assembly.receive(update(0, candle), now: now, into: &outputs) }
        // Alone at first, which says nothing about what history has of the time behind it.
        var time = Timestamp(milliseconds: columns.openTime[2] + 500)
        let alone = try request(&assembly, 0, from: &now)
        #expect(alone.from == wild.openTime && alone.through == wild.openTime)
        assembly.receive([], for: alone, venueTime: time, now: now, into: &outputs)
        time = Timestamp(milliseconds: columns.openTime[4] + 500)
        assembly.note(marketTime: time)
        outputs = []
        let first = try request(&assembly, 0, from: &now)
        assembly.receive([columns[2], columns[3]], for: first, venueTime: time, now: now, into: &outputs)
        #expect(outputs.events.isEmpty)
        let second = try request(&assembly, 0, from: &now)
        let found = isWrittenLate ? [wild, columns[2], columns[3]] : [columns[2], columns[3]]
        assembly.receive(found, for: second, venueTime: time, now: now, into: &outputs)
        let candles = (1...3).flatMap { [.candle(instrument: 0, $0 == 1 ? wild : columns[$0]), slice(columns, $0)] as [SessionEvent] }
        #expect(outputs.events == (isWrittenLate ? candles : [absent(columns, 1..<2)] + candles.dropFirst(2)))
    }

    @Test("who waits for slices that are over is left behind and gets what is his, seen at a tick or with a candle", arguments: [0, 1])
    func behind(heard: Int) {
        let hasHeard = heard > 0
        let columns = RandomWalk.candles(count: 4, seed: 8, from: Self.start)
        let now = Timestamp(milliseconds: columns.openTime[2])
        // As a journal says that ends with `joined`, before `blocked`.
        var assembly = SliceAssembly(base: .m1, slice: now, next: [now, Self.start], now: 0)
        var outputs: [SliceAssembly.Output] = []
        if !hasHeard {
            assembly.tick(now: 0, into: &outputs)
            #expect(outputs == [.event(.blocked(instrument: 1, missing: Self.start))])
            outputs = []
        }
        for index in 0..<3 { assembly.receive(update(1, columns[index]), now: 0, into: &outputs) }
        assembly.receive(update(0, columns[2]), now: 0, into: &outputs)
        var expected: [SessionEvent] = hasHeard ? [.blocked(instrument: 1, missing: Self.start)] : []
        expected += [
            .late(instrument: 1, columns[0]), .late(instrument: 1, columns[1]), .unblocked(instrument: 1),
            .candle(instrument: 1, columns[2]), .candle(instrument: 0, columns[2]), slice(columns, 2),
        ]
        #expect(outputs.events == expected)
        #expect(assembly.counts.blocks == 1 && assembly.counts.late == 2)
    }

    @Test("a history that was away for long is asked as soon as the stream is back")
    func afterOutage() throws {
        let columns = RandomWalk.candles(count: 30, seed: 2, from: Self.start)
        var assembly = SliceAssembly(base: .m1, slice: Self.start, next: [Self.start], now: 0)
        assembly.note(marketTime: Timestamp(milliseconds: columns.openTime[5]))
        var (failures, last): (Int, UInt64) = (0, 0)
        // Five minutes without an answer: the wait has grown to half a minute.
        for now in stride(from: Self.second, through: 300 * Self.second, by: Int(Self.second / 4)) {
            var outputs: [SliceAssembly.Output] = []
            assembly.tick(now: now, into: &outputs)
            for request in outputs.requests {
                assembly.failed(request, now: now)
                (failures, last) = (failures + 1, now)
            }
        }
        #expect((8..<30).contains(failures))
        var now = last + Self.second
        var outputs: [SliceAssembly.Output] = []
        assembly.receive(update(0, columns[6]), now: now, into: &outputs)
        let asked = now
        _ = try request(&assembly, 0, from: &now)
        #expect(now - asked <= Self.second)
    }

    @Test("a candle that is not over is not asked for, whatever is broken or repeated before it")
    func notYetOver() throws {
        let columns = RandomWalk.candles(count: 4, seed: 3, from: Self.start)
        var assembly = SliceAssembly(base: .m1, slice: Self.start, next: [Self.start], now: 0)
        var outputs: [SliceAssembly.Output] = []
        assembly.receive(update(0, columns[0]), now: 0, into: &outputs)
        var broken = update(0, columns[0])
        broken.candle.high = broken.candle.low / 2
        broken.eventTime = Timestamp(milliseconds: columns.openTime[1] + 24_000)
        assembly.receive(broken, now: Self.second, into: &outputs)
        // One of a candle that will be, too.
        broken.candle.openTime = Timestamp(milliseconds: columns.openTime[1])
        assembly.receive(broken, now: Self.second, into: &outputs)
        for now in stride(from: Self.second, through: 30 * Self.second, by: Int(Self.second / 4)) {
            assembly.tick(now: now, into: &outputs)
        }
        #expect(outputs.requests.isEmpty)
        // Over, and lost: asked for without delay.
        assembly.note(marketTime: Timestamp(milliseconds: columns.openTime[2] + 4_000))
        var now = 40 * Self.second
        let asked = now
        _ = try request(&assembly, 0, from: &now)
        #expect(now - asked <= Self.second)
    }
}
