import GRDB

extension CandleStore {
    /// Leaves it to the caller when pages of the write-ahead log go into the file (`checkpoint`); otherwise some transaction pays for it when the log is long.
    ///
    /// For this object's writer, as long as it is open.
    public func holdCheckpoints() throws {
        try StoreError.translating(url) { try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA wal_autocheckpoint = 0") } }
    }

    /// Brings pages of the write-ahead log into the file, as far as no reader holds them, and begins the log anew. Where another process
    /// does so or writes just now, that is left to the next call: nothing waits for it.
    ///
    /// The first transaction of a new log waits for the disk, since its header is made durable (SQLite's `synchronous = NORMAL`): here it is one that
    /// changes nothing, and not the caller's next.
    public func checkpoint() throws {
        try StoreError.translating(url) {
            do {
                try pool.writeWithoutTransaction { database in
                    try Self.withoutWaiting(database) {
                        _ = try database.checkpoint(.passive)
                        try Self.writeNothing(database)
                    }
                }
            } catch let error as DatabaseError where StoreError.isBusy(error) {
                return
            }
        }
    }

    /// Gives up at once where another process is in the way.
    static func withoutWaiting(_ database: Database, _ body: () throws -> Void) throws {
        try database.execute(sql: "PRAGMA busy_timeout = 0")
        defer { try? database.execute(sql: "PRAGMA busy_timeout = \(Int(patience * 1_000))") }
        try body()
    }

    /// Writes a page as it is.
    static func writeNothing(_ database: Database) throws {
        let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        try database.execute(sql: "PRAGMA user_version = \(version)")
    }
}
