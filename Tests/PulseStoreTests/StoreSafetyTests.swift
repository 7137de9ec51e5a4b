import Foundation
import GRDB
import PulseCore
import PulseStore
import PulseTesting
import Testing

@Suite("Safety of the store")
struct StoreSafetyTests {
    private let folder: TemporaryDirectory
    private let url: URL
    private let id = InstrumentID(venue: "binance", symbol: "BTCUSDT")!

    init() throws {
        folder = try TemporaryDirectory()
        url = folder.file("alphapulse.sqlite")
    }

    @Test("a store of a newer version is refused and left as it is")
    func newerSchema() throws {
        do {
            let store = try CandleStore(url: url)
            try store.insert(RandomWalk.candles(count: 10, seed: 1), id, .m1, source: "test")
            try store.pool.write { try $0.execute(sql: "UPDATE store_schema SET version = 1000") }
            try store.pool.close()
        }
        let before = try Data(contentsOf: url)
        let error = #expect(throws: PulseError.self) { try CandleStore(url: url) }
        #expect(error?.kind == .configuration)
        #expect(try Data(contentsOf: url) == before)
    }

    @Test("files that are no stores are refused and left as they are")
    func foreignFiles() throws {
        try folder.write("not a data base, however long the text may be; it needs more than a hundred bytes to look like one", to: "a")
        let queue = try DatabaseQueue(path: folder.file("b").path)
        try queue.write { try $0.execute(sql: "CREATE TABLE x (y)") }
        try queue.close()
        for name in ["a", "b"] {
            let before = try Data(contentsOf: folder.file(name))
            let error = #expect(throws: PulseError.self) { try CandleStore(url: folder.file(name)) }
            #expect(error?.kind == .configuration)
            #expect(try Data(contentsOf: folder.file(name)) == before)
        }
        let missing = #expect(throws: PulseError.self) { try CandleStore.existing(at: folder.file("c")) }
        #expect(missing?.kind == .missing)
    }

    @Test("an empty file becomes a store")
    func emptyFile() throws {
        try folder.write("", to: "alphapulse.sqlite")
        try CandleStore(url: url).insert(RandomWalk.candles(count: 10, seed: 1), id, .m1, source: "test")
        #expect(try CandleStore.existing(at: url).read(id, .m1).count == 10)
    }

    @Test("a process that dies while it makes the store leaves a file that becomes one", arguments: [false, true])
    func diesWhileItIsMade(hasAccount: Bool) throws {
        // The account of migrations is written before the first of them.
        let made = try DatabasePool(path: url.path)
        if hasAccount {
            try made.write { try $0.execute(sql: "CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY)") }
        }
        try made.close()
        try CandleStore(url: url).insert(RandomWalk.candles(count: 10, seed: 1), id, .m1, source: "test")
        #expect(try CandleStore.existing(at: url).read(id, .m1).count == 10)
    }

    @Test("a flipped byte in a chunk is found by reading and by verifying, and the other chunks stay readable")
    func damagedChunk() throws {
        let columns = RandomWalk.candles(count: 20_000, seed: 2)
        let store = try CandleStore(url: url)
        try store.insert(columns, id, .m1, source: "test")
        #expect(try store.verify().isEmpty)
        try store.pool.write { database in
            let row = try #require(try Row.fetchOne(database, sql: "SELECT id, data FROM candle_chunk ORDER BY chunk LIMIT 1 OFFSET 1"))
            var data: Data = row[1]
            data[data.count / 2] ^= 16
            try database.execute(sql: "UPDATE candle_chunk SET data = ? WHERE id = ?", arguments: [data, row[0] as Int64])
        }
        let error = #expect(throws: PulseError.self) { try store.read(id, .m1) }
        #expect(error?.kind == .badData)
        let faults = try store.verify()
        #expect(faults.count == 1 && faults.first?.instrument == id)
        let first = TimeRange(from: Timestamp(milliseconds: columns.openTime[0]), to: Timestamp(milliseconds: columns.openTime[100]))
        #expect(try store.read(id, .m1, first) == columns[0..<100])
    }

    @Test("chunks in each other's places, and rows that lie about their chunk, are found")
    func misplaced() throws {
        let store = try CandleStore(url: url)
        try store.insert(RandomWalk.candles(count: 20_000, seed: 3), id, .m1, source: "test")
        let ids = try store.pool.read { try Int64.fetchAll($0, sql: "SELECT id FROM candle_chunk ORDER BY chunk") }
        try store.pool.write { database in
            let other = try Data.fetchOne(database, sql: "SELECT data FROM candle_chunk WHERE id = ?", arguments: [ids[1]])
            try database.execute(sql: "UPDATE candle_chunk SET data = ? WHERE id = ?", arguments: [other, ids[0]])
            try database.execute(sql: "UPDATE candle_chunk SET candles = candles - 1 WHERE id = ?", arguments: [ids[1]])
        }
        #expect(throws: PulseError.self) { try store.read(id, .m1) }
        #expect(try store.verify().count == 2)
    }

    @Test("a full disk is an error of its kind and leaves what was there before")
    func fullDisk() throws {
        let columns = RandomWalk.candles(count: 60_000, seed: 4)
        let store = try CandleStore(url: url)
        try store.insert(columns[0..<10_000], id, .m1, source: "test")
        let before = try store.series()
        try store.pool.writeWithoutTransaction { database in
            let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
            try database.execute(sql: "PRAGMA max_page_count = \(pages + 8)")
        }
        let error = #expect(throws: PulseError.self) { try store.insert(columns, id, .m1, source: "test") }
        #expect(error?.kind == .io)
        #expect(try store.series() == before)
        #expect(try store.read(id, .m1) == columns[0..<10_000])
        #expect(try store.verify().isEmpty)
        try store.pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA max_page_count = 1073741823") }
        #expect(try store.insert(columns, id, .m1, source: "test") == InsertOutcome(inserted: 50_000, duplicates: 10_000))
    }

    @Test("a process that dies inside a change leaves the state before it")
    func crash() throws {
        let columns = RandomWalk.candles(count: 200_000, seed: 5)
        let store = try CandleStore(url: url)
        try store.insert(columns[0..<1_000], id, .m1, source: "test")
        let copy = folder.file("copy")
        try FileManager.default.createDirectory(at: copy, withIntermediateDirectories: true)
        try store.transaction { transaction in
            try transaction.insert(columns, id, .m1, source: "test")
            // What a power cut would leave: the files as they are in the middle of the change.
            for suffix in ["", "-wal"] {
                try FileManager.default.copyItem(atPath: url.path + suffix, toPath: copy.path + "/alphapulse.sqlite" + suffix)
            }
        }
        #expect(try store.read(id, .m1).count == 200_000)
        let left = try CandleStore(url: copy.appendingPathComponent("alphapulse.sqlite"))
        #expect(try left.read(id, .m1) == columns[0..<1_000])
        #expect(try left.verify().isEmpty)
    }

    @Test("an error inside a change undoes all of it")
    func rollback() throws {
        struct Interruption: Error {}
        let store = try CandleStore(url: url)
        #expect(throws: Interruption.self) {
            try store.transaction { transaction in
                try transaction.insert(RandomWalk.candles(count: 10, seed: 1), id, .m1, source: "test")
                throw Interruption()
            }
        }
        #expect(try store.series().isEmpty && store.instrument(id) == nil)
    }

    @Test("readers see whole states while another thread writes")
    func concurrency() async throws {
        let columns = RandomWalk.candles(count: 20_000, seed: 6)
        let store = try CandleStore(url: url)
        try store.insert(columns[0..<1_000], id, .m1, source: "test")
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for start in stride(from: 1_000, to: 20_000, by: 1_000) {
                    try store.insert(columns[start..<start + 1_000], id, .m1, source: "test")
                }
            }
            for _ in 0..<2 {
                group.addTask {
                    for _ in 0..<20 {
                        let found = try store.read(id, .m1)
                        #expect(found.count % 1_000 == 0 && found == columns[0..<found.count])
                    }
                }
            }
            try await group.waitForAll()
        }
    }
}
