import Foundation
import GRDB
import PulseCore

/// Candles, side series, instruments and runs in one SQLite file.
///
/// Candles lie in column chunks of up to 8,192 (`ChunkEncoder`); live candles first go to a tail, a row each, which is folded into chunks
/// once it is long. The tail is always newer than the chunks of its series. Every change is one transaction: after a crash or on a full
/// disk it happened wholly or not at all. A store may be read by many threads while one writes.
public final class CandleStore: Sendable {
    /// Where the store is.
    public let url: URL
    package let pool: DatabasePool

    /// Seconds that a writer waits for others, of other processes too.
    static let patience = 5.0
    /// Times that a writer who must not fail tries: a minute in all.
    static let patientAttempts = 12
    /// The file's name inside the state folder.
    public static let fileName = "alphapulse.sqlite"

    /// Opens the store at `url`, and creates it and its folder if they do not exist.
    ///
    /// Throws `PulseError`: `.configuration` for a file that is no store or was written by a newer version (it is left untouched), `.io`
    /// where it cannot be opened.
    public init(url: URL) throws {
        self.url = url
        do {
            try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        } catch {
            throw PulseError(
                .io, "cannot create the folder of the store", at: SourceLocation(file: url.path),
                hint: "is a part of the path a file, or not writable?")
        }
        try StoreSchema.check(url)
        var configuration = Configuration()
        configuration.busyMode = .timeout(Self.patience)
        configuration.prepareDatabase { database in
            // Large pages make blobs cheap to read; mapping saves the copy into SQLite's cache. Both measured.
            try database.execute(sql: "PRAGMA page_size = 16384; PRAGMA mmap_size = 2147418112")
        }
        let prepared = configuration
        pool = try StoreError.translating(url) {
            let pool = try DatabasePool(path: url.path, configuration: prepared)
            try StoreSchema.migrate(pool)
            return pool
        }
    }

    /// Opens the store at `url`, which must exist.
    ///
    /// Throws as `init(url:)` does, and `PulseError(.missing)` where there is no file.
    public static func existing(at url: URL) throws -> CandleStore {
        guard FileManager.default.fileExists(atPath: url.path) else {
            throw PulseError(
                .missing, "there is no store yet", at: SourceLocation(file: url.path),
                hint: "import candles with 'alphapulse data import' or choose the folder with --home")
        }
        return try CandleStore(url: url)
    }

    /// Reads in one consistent view of the store.
    func read<Result>(_ body: (Database) throws -> Result) throws -> Result {
        try StoreError.translating(url) { try pool.read(body) }
    }

    /// Runs several changes as one: if `body` throws, nothing happened. Other writers wait; readers see the state before.
    ///
    /// The transaction must not be kept beyond the call.
    public func transaction<Result>(_ body: (CandleTransaction) throws -> Result) throws -> Result {
        try StoreError.translating(url) {
            try pool.write { database in try body(CandleTransaction(database: database, file: url.path)) }
        }
    }

    /// As `transaction`, but throws `PulseError(.tryAgain)` where another process writes just now, instead of waiting for it.
    func transactionAtOnce(_ body: (Database) throws -> Void) throws {
        try StoreError.translating(url) {
            try pool.writeWithoutTransaction { database in
                try Self.withoutWaiting(database) {
                    try database.inTransaction(.immediate) {
                        try body(database)
                        return .commit
                    }
                }
            }
        }
    }

    /// As `transaction`, but waits for other processes `patientAttempts` times as long: for what must not fail because somebody imports a
    /// file.
    package func patientTransaction<Result>(_ body: (CandleTransaction) throws -> Result) throws -> Result {
        for _ in 1..<Self.patientAttempts {
            do {
                // Not translated: only what SQLite says of others is worth another attempt, not what `body` throws.
                return try pool.write { database in try body(CandleTransaction(database: database, file: url.path)) }
            } catch let error as DatabaseError {
                guard StoreError.isBusy(error) else { throw StoreError.translated(error, url) }
                Thread.sleep(forTimeInterval: 0.1)
            }
        }
        return try transaction(body)
    }

    /// Adds candles of one series.
    ///
    /// Candles that the store has already are counted as duplicates; those that say something else replace what was there, and the old
    /// and the new values are recorded with `source` and `recordedAt` in the table `candle_revision`.
    ///
    /// Throws `PulseError(.badData)` where the candles are not ascending or break a rule of `CandleValidation`; then nothing is stored.
    /// - Parameter recordedAt: when the revision was learned; nil where the caller has no time to offer.
    @discardableResult
    public func insert(
        _ columns: CandleColumns, _ id: InstrumentID, _ timeframe: Timeframe, source: String, recordedAt: Timestamp? = nil
    ) throws -> InsertOutcome {
        try transaction { try $0.insert(columns, id, timeframe, source: source, recordedAt: recordedAt) }
    }

    /// Adds one closed candle of a running feed: a row in the tail if it is newer than everything else, otherwise like `insert`.
    @discardableResult
    public func appendLive(
        _ candle: Candle, _ id: InstrumentID, _ timeframe: Timeframe, source: String, recordedAt: Timestamp? = nil
    ) throws -> InsertOutcome {
        try transaction { try $0.appendLive(candle, id, timeframe, source: source, recordedAt: recordedAt) }
    }
}
