import Foundation
import PulseCore
import PulseStore
import PulseTesting
import Testing

@Suite("Candle store")
struct CandleStoreTests {
    private let folder: TemporaryDirectory
    private let store: CandleStore
    private let id = InstrumentID(venue: "binance", symbol: "BTCUSDT")!

    init() throws {
        folder = try TemporaryDirectory()
        store = try CandleStore(url: folder.file("state/alphapulse.sqlite"))
    }

    @Test("what is inserted is read back, bit for bit, whole and in parts")
    func roundTrip() throws {
        let columns = RandomWalk.candles(count: 20_000, seed: 1)
        #expect(try store.insert(columns, id, .m1, source: "test") == InsertOutcome(inserted: 20_000))
        #expect(try store.read(id, .m1) == columns)
        for range in [0..<1, 5..<9_000, 8_191..<8_193, 19_999..<20_000, 100..<100] {
            let span = TimeRange(
                from: Timestamp(milliseconds: columns.openTime[range.lowerBound]),
                to: Timestamp(milliseconds: columns.openTime[range.upperBound - 1] + (range.isEmpty ? -60_000 : 1)))
            #expect(try store.read(id, .m1, span) == columns[range])
        }
        #expect(try store.read(id, .m5).isEmpty)
    }

    @Test("columns outside the selection are zero, the others are the same")
    func selection() throws {
        let columns = RandomWalk.candles(count: 9_000, seed: 2)
        try store.insert(columns, id, .m1, source: "test")
        let prices = try store.read(id, .m1, columns: .prices)
        #expect(prices.close == columns.close && prices.low == columns.low && prices.volume.allSatisfy { $0 == 0 })
        let ohlcv = try store.read(id, .m1, columns: .ohlcv)
        #expect(ohlcv.volume == columns.volume && ohlcv.tradeCount.allSatisfy { $0 == 0 } && ohlcv.count == columns.count)
    }

    @Test("the order of insertion leaves no trace", arguments: 0..<8 as Range<UInt64>)
    func anyOrder(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let columns = RandomWalk.candles(count: 30_000, seed: 3, quietCandles: true)
        var pieces: [Range<Int>] = []
        var start = 0
        while start < columns.count {
            let end = min(columns.count, start + 1 + Int(random.uniform() * 6_000))
            // Pieces overlap: what comes twice is counted, not stored twice.
            pieces.append(max(0, start - Int(random.uniform() * 500))..<end)
            start = end
        }
        for index in pieces.indices.reversed() { pieces.swapAt(index, Int(random.uniform() * Double(index + 1))) }
        var outcome = InsertOutcome()
        for piece in pieces { outcome += try store.insert(columns[piece], id, .m1, source: "test") }
        #expect(outcome.inserted == columns.count && outcome.revised == 0)
        #expect(try store.read(id, .m1) == columns)

        let other = try CandleStore(url: folder.file("other.sqlite"))
        try other.insert(columns, id, .m1, source: "test")
        #expect(try store.series() == other.series())
        #expect(try store.verify().isEmpty)
    }

    @Test("candles that come again change nothing")
    func idempotence() throws {
        let columns = RandomWalk.candles(count: 10_000, seed: 4)
        try store.insert(columns, id, .m1, source: "a")
        let before = try store.series()
        #expect(try store.insert(columns, id, .m1, source: "b") == InsertOutcome(duplicates: 10_000))
        #expect(try store.series() == before)
        #expect(try store.revisions(id, .m1).isEmpty)
    }

    @Test("a revised candle is recorded and replaced")
    func revision() throws {
        let columns = RandomWalk.candles(count: 100, seed: 5)
        try store.insert(columns, id, .m1, source: "first")
        var changed = columns[50]
        changed.high += 1
        let when = Timestamp(milliseconds: 1_800_000_000_000)
        let outcome = try store.insert(CandleColumns([changed]), id, .m1, source: "second", recordedAt: when)
        #expect(outcome == InsertOutcome(revised: 1))
        #expect(try store.read(id, .m1)[50] == changed)
        let expected = CandleRevision(old: columns[50], new: changed, source: "second", recordedAt: when)
        #expect(try store.revisions(id, .m1) == [expected])
    }

    @Test("a poorer source does not take away what a richer one said; a richer one adds")
    func enrichment() throws {
        let rich = RandomWalk.candles(count: 10, seed: 6)
        let poor = CandleColumns(
            (0..<10).map { index in
                let candle = rich[index]
                return Candle(
                    openTime: candle.openTime, open: candle.open, high: candle.high, low: candle.low, close: candle.close,
                    volume: candle.volume)
            })
        try store.insert(rich, id, .m1, source: "rich")
        #expect(try store.insert(poor, id, .m1, source: "poor") == InsertOutcome(duplicates: 10))
        #expect(try store.read(id, .m1) == rich)

        let other = InstrumentID(venue: "binance", symbol: "ETHUSDT")!
        try store.insert(poor, other, .m1, source: "poor")
        #expect(try store.insert(rich, other, .m1, source: "rich") == InsertOutcome(revised: 10))
        #expect(try store.read(other, .m1) == rich)
    }

    @Test("gaps are found inside chunks, between them, and cut to a range")
    func gaps() throws {
        let columns = RandomWalk.candles(count: 30_000, seed: 7)
        for range in [0..<100, 103..<9_000, 25_000..<30_000] { try store.insert(columns[range], id, .m1, source: "test") }
        func time(_ index: Int) -> Timestamp { Timestamp(milliseconds: columns.openTime[0] + Int64(index) * 60_000) }
        let expected = [
            Gap(from: time(100), to: time(103), missing: 3), Gap(from: time(9_000), to: time(25_000), missing: 16_000),
        ]
        #expect(try store.gaps(id, .m1) == expected)
        #expect(try store.gaps(id, .m1, TimeRange(from: time(50), to: time(9_500))) == [expected[0]])
        #expect(try store.gaps(id, .m1, TimeRange(from: time(101), to: time(9_500))).isEmpty)
        #expect(try store.summary(id, .m1)?.gaps == 2)
        #expect(try store.summary(id, .m1)?.candles == 13_997)
    }

    @Test("live candles are read with the others, are folded, and may be revised")
    func live() throws {
        let columns = RandomWalk.candles(count: 3_000, seed: 8)
        try store.insert(columns[0..<1_000], id, .m1, source: "file")
        for index in 1_000..<2_500 {
            #expect(try store.appendLive(columns[index], id, .m1, source: "live") == InsertOutcome(inserted: 1))
        }
        #expect(try store.appendLive(columns[2_499], id, .m1, source: "live") == InsertOutcome(duplicates: 1))
        #expect(try store.appendLive(columns[10], id, .m1, source: "live") == InsertOutcome(duplicates: 1))
        #expect(try store.read(id, .m1) == columns[0..<2_500])
        #expect(try store.summary(id, .m1)?.candles == 2_500)
        #expect(try store.gaps(id, .m1).isEmpty)
        #expect(try store.insert(columns, id, .m1, source: "file") == InsertOutcome(inserted: 500, duplicates: 2_500))
        #expect(try store.read(id, .m1) == columns)
        #expect(try store.verify().isEmpty)
    }

    @Test("candles that break a rule are refused, and nothing of their batch is stored")
    func refused() throws {
        let good = RandomWalk.candles(count: 5, seed: 9)
        func broken(_ change: (inout Candle) -> Void) -> CandleColumns {
            var candles = (0..<5).map { good[$0] }
            change(&candles[3])
            return CandleColumns(candles)
        }
        let faults: [(inout Candle) -> Void] = [
            { $0.high = .nan }, { $0.open = -1 }, { $0.low = $0.high + 1 }, { $0.high = $0.low / 2 }, { $0.volume = -1 },
            { $0.volume = .infinity }, { $0.takerBuyVolume = $0.volume + 1 }, { $0.tradeCount = -1 },
            { $0.openTime = good[2].openTime }, { $0.openTime.milliseconds += 1 },
            { $0.openTime = Timestamp(milliseconds: 253_402_300_740_000) },
        ]
        for fault in faults {
            let error = #expect(throws: PulseError.self) { try store.insert(broken(fault), id, .m1, source: "test") }
            #expect(error?.kind == .badData)
        }
        #expect(try store.series().isEmpty)
    }

    @Test("instruments are inferred from the finest decimals and may be set")
    func instruments() throws {
        #expect(try store.instrument(id) == nil)
        try store.insert(RandomWalk.candles(count: 1_000, seed: 10), id, .m1, source: "test")
        let found = try #require(try store.instrument(id))
        #expect(found.tick == Increment(decimals: 2) && found.lot == Increment(decimals: 3))
        #expect(found.market == .spot && found.minimumNotional == Cash(5))
        let future = InstrumentID(venue: "binance-um", symbol: "BTCUSDT")!
        try store.insert(RandomWalk.candles(count: 10, seed: 10), future, .m1, source: "test")
        #expect(try store.instrument(future)?.market == .perpetual)
        var changed = found
        changed.tick = Increment("0.05")!
        try store.setInstrument(changed)
        #expect(try store.instrument(id) == changed)
    }
}
