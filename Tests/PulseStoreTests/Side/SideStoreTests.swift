import Foundation
import GRDB
import PulseCore
import PulseStore
import PulseTesting
import Testing

/// The table of side series: idempotent, nothing changed in silence, read by what was known.
@Suite struct SideStoreTests {
    let folder: TemporaryDirectory
    let store: CandleStore
    let id = InstrumentID("binance-um:BTCUSDT")
    let other = InstrumentID("binance-um:ETHUSDT")

    init() throws {
        folder = try TemporaryDirectory()
        store = try CandleStore(url: folder.file("alphapulse.sqlite"))
    }

    private func time(_ minutes: Int64) -> Timestamp { Timestamp(milliseconds: 1_704_067_200_000 + minutes * 60_000) }

    private func observation(_ minute: Int64, _ value: Double, delay: Int64 = 5, item: Int64 = 0) -> SideObservation {
        SideObservation(eventTime: time(minute), item: item, knownAt: time(minute + delay), value: value)
    }

    private func inputs(_ instrument: InstrumentID? = nil) throws -> SideInputs {
        let id = try #require(instrument ?? self.id)
        return try store.side(id, from: time(-1_000_000), through: time(1_000_000))
    }

    @Test("the same observations again change nothing, in any order")
    func idempotent() throws {
        let points = (0..<100).map { observation($0, Double($0)) }
        #expect(try store.insertSide(points, id, .openInterest, source: "a") == InsertOutcome(inserted: 100))
        let before = try inputs()
        #expect(try store.insertSide(points.reversed(), id, .openInterest, source: "b") == InsertOutcome(duplicates: 100))
        #expect(try inputs() == before)
        #expect(before[.openInterest].points.map(\.value) == (0..<100).map(Double.init))
        #expect(try store.sideRevisions(id, .openInterest).isEmpty)
    }

    @Test("another value of the same event replaces it and leaves a trace")
    func revisions() throws {
        try store.insertSide([observation(0, 1), observation(5, 2)], id, .openInterest, source: "first")
        let outcome = try store.insertSide(
            [observation(5, 3), observation(5, 4), observation(10, 5)], id, .openInterest, source: "second", recordedAt: time(99))
        #expect(outcome == InsertOutcome(inserted: 1, revised: 2))
        #expect(try inputs()[.openInterest].points.map(\.value) == [1, 4, 5])
        let trace = try store.sideRevisions(id, .openInterest)
        #expect(trace.map(\.old.value) == [2, 3] && trace.map(\.new.value) == [3, 4])
        #expect(trace.allSatisfy { $0.source == "second" && $0.recordedAt == time(99) && $0.new.eventTime == time(5) })
        #expect(try store.sideSeries().first?.revisions == 2)
        // A time at which it became known that changes is a change too: decisions may look at nothing else.
        #expect(try store.insertSide([observation(0, 1, delay: 9)], id, .openInterest, source: "x") == InsertOutcome(revised: 1))
    }

    @Test("a range is one of known times, and an observation of one instrument is not another's")
    func ranges() throws {
        try store.insertSide((0..<10).map { observation($0 * 10, Double($0 + 1), delay: 25) }, id, .longShortRatio, source: "a")
        let id = try #require(id)
        func values(_ from: Int64, _ through: Int64) throws -> [Double] {
            try store.side(id, kinds: [.longShortRatio], from: time(from), through: time(through))[.longShortRatio].points.map(\.value)
        }
        #expect(try values(0, 24).isEmpty)
        #expect(try values(0, 25) == [1])
        #expect(try values(26, 45) == [2, 3])
        #expect(try values(0, 1_000).count == 10)
        #expect(try inputs(other).isEmpty)
        #expect(try store.side(id, kinds: [.openInterest], from: time(0), through: time(1_000)).isEmpty)
    }

    @Test("what concerns all instruments is joined to news, and gives way to an instrument's own index")
    func global() throws {
        try store.insertSide([observation(0, 0.5, delay: 0, item: 7)], nil, .sentiment, source: "a")
        try store.insertSide([observation(0, -0.5, delay: 0, item: 3)], id, .sentiment, source: "a")
        try store.insertSide([observation(0, 40, delay: 0)], nil, .fearGreed, source: "a")
        #expect(try inputs()[.sentiment].points.map(\.value) == [-0.5, 0.5])
        #expect(try inputs(other)[.sentiment].points.map(\.value) == [0.5])
        #expect(try inputs()[.fearGreed].points.map(\.value) == [40])
        try store.insertSide([observation(1, 80, delay: 0)], id, .fearGreed, source: "a")
        #expect(try inputs()[.fearGreed].points.map(\.value) == [80])
        #expect(try inputs(other)[.fearGreed].points.map(\.value) == [40])
        #expect(try store.sideSeries().map(\.kind) == [.fearGreed, .sentiment, .fearGreed, .sentiment])
    }

    @Test("observations that count nothing are kept but not shown")
    func weightless() throws {
        let silent = SideObservation(eventTime: time(0), knownAt: time(0), value: 0, weight: 0)
        try store.insertSide([silent], nil, .sentiment, source: "a")
        #expect(try inputs().isEmpty)
        #expect(try store.sideSeries().first?.points == 1)
    }

    @Test("impossible observations are refused, and then nothing of them is stored")
    func impossible() throws {
        let fine = observation(0, 50)
        var early = fine
        early.knownAt = time(-1)
        var late = fine
        late.knownAt = time(60 * 24 * 40)
        var heavy = fine
        heavy.weight = .infinity
        for bad in [observation(1, .nan), observation(1, .infinity), observation(1, 101), observation(1, -1), early, late, heavy] {
            let error = #expect(throws: PulseError.self) { try store.insertSide([fine, bad], nil, .fearGreed, source: "a") }
            #expect(error?.kind == .badData)
        }
        #expect(try store.sideSeries().isEmpty)
    }

    @Test("a store of version 1 is opened, keeps its candles, and gets the new tables; once more changes nothing")
    func migration() throws {
        let url = folder.file("old/alphapulse.sqlite")
        let candles = RandomWalk.candles(count: 10_000, seed: 1)
        let id = try #require(id)
        do {
            let old = try CandleStore(url: url)
            try old.insert(candles, id, .m1, source: "test")
            try old.pool.write { database in
                for table in [
                    "side_revision", "side_point", "side_source", "side_series", "study_trial", "study_value", "trial_ledger", "trial_data",
                    "universe_snapshot", "session_event", "session_decision", "session_signal", "session_fill", "session_movement",
                    "session_equity", "session_quote", "session", "grdb_migrations",
                ] {
                    try database.execute(sql: "DROP TABLE \(table)")
                }
                try database.execute(sql: "UPDATE store_schema SET version = 1")
            }
            try old.pool.close()
        }
        for round in 0..<2 {
            let store = try CandleStore.existing(at: url)
            #expect(try store.read(id, .m1) == candles)
            #expect(try store.verify().isEmpty)
            let outcome = try store.insertSide([observation(0, 1)], id, .openInterest, source: "a")
            #expect(outcome == (round == 0 ? InsertOutcome(inserted: 1) : InsertOutcome(duplicates: 1)))
            #expect(try store.pool.read { try Int.fetchOne($0, sql: "SELECT version FROM store_schema") } == 5)
            try store.pool.close()
        }
    }
}
