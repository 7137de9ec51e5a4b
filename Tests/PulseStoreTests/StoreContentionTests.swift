import Foundation
import GRDB
import PulseCore
import PulseStore
import PulseTesting
import Testing

/// Other processes at the same store, as other connections to its file.
@Suite("Several processes at one store")
struct StoreContentionTests {
    private let folder: TemporaryDirectory
    private let store: CandleStore
    private let other: CandleStore
    private let id = InstrumentID(venue: "binance", symbol: "BTCUSDT")!

    init() throws {
        folder = try TemporaryDirectory()
        store = try CandleStore(url: folder.file("alphapulse.sqlite"))
        other = try CandleStore(url: folder.file("alphapulse.sqlite"))
        try store.holdCheckpoints()
        try store.insert(RandomWalk.candles(count: 10, seed: 1), id, .m1, source: "test")
    }

    /// Another process writes meanwhile, for so many seconds at most.
    private func whileAnotherWrites(seconds: Double, _ body: () throws -> Void) rethrows {
        let other = other
        try withNeighbour(inside: { wait in try other.transaction { _ in wait() } }, for: seconds) { _ in try body() }
    }

    @Test("a checkpoint beside another process's transaction is left to the next, and does not wait for it")
    func checkpointBesideTransactions() throws {
        try whileAnotherWrites(seconds: 20) { try store.checkpoint() }
        try other.pool.read { database in
            _ = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master")
            try store.checkpoint()
        }
        try store.checkpoint()
        try store.insert(RandomWalk.candles(count: 20, seed: 1), id, .m1, source: "test")
        #expect(try other.read(id, .m1).count == 20)
    }

    @Test("a checkpoint beside another process's checkpoint is left to the next")
    func checkpointBesideCheckpoint() throws {
        let (isWaiting, hasEnded) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        var configuration = Configuration()
        // It has begun, and waits for a reader: only then is it asked for patience.
        configuration.busyMode = .callback { tries in
            isWaiting.signal()
            Thread.sleep(forTimeInterval: 0.01)
            return tries < 2_000
        }
        let queue = try DatabaseQueue(path: store.url.path, configuration: configuration)
        try other.pool.read { database in
            // A reader of the log, which a checkpoint that begins the log anew has to wait for.
            _ = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master")
            Thread.detachNewThread {
                try? queue.inDatabase { try $0.execute(sql: "PRAGMA wal_checkpoint(RESTART)") }
                hasEnded.signal()
            }
            #expect(isWaiting.wait(timeout: .now() + 20) == .success)
            try store.checkpoint()
        }
        hasEnded.wait()
        try store.checkpoint()
        try queue.close()
    }

    @Test("a journal waits longer for another process than others do, but not for one that writes to the same session")
    func journalWaits() throws {
        let sessions = SessionStore(store)
        let record = SessionRecord(
            id: "waits", createdAt: Timestamp(milliseconds: 0), state: .open, strategy: "", strategyHash: "", document: "",
            engineVersion: "test", base: .m1, timeframe: .m5, from: Timestamp(milliseconds: 0))
        try sessions.create(record)
        let line = StoredSessionEvent(kind: "note", detail: "after the other")
        // SQLite itself gives up after five seconds.
        try whileAnotherWrites(seconds: 6.5) { try sessions.append([line], first: 0, rows: [], session: record.id) }
        #expect(try sessions.eventCount(of: record.id) == 1)
        let error = #expect(throws: PulseError.self) { try sessions.append([line], first: 0, rows: [], session: record.id) }
        #expect(error?.description.contains("session 'waits'") == true)
    }
}
