import GRDB

extension CandleStore {
    /// Leaves it to the caller when pages of the write-ahead log go into the file (`checkpoint`); otherwise some transaction pays for it when the log is long.
    ///
    /// For this object's writer, as long as it is open.
    public func holdCheckpoints() throws {
        try StoreError.translating(url) { try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA wal_autocheckpoint = 0") } }
    }

    /// Brings pages of the write-ahead log into the file, as far as no reader holds them, and begins the log anew.
    ///
    /// The first transaction of a new log waits for the disk, since its header is made durable (SQLite's `synchronous = NORMAL`): here it is one that
    /// changes nothing, and not the caller's next.
    public func checkpoint() throws {
        try StoreError.translating(url) {
            try pool.writeWithoutTransaction { database in
                _ = try database.checkpoint(.passive)
                try Self.writeNothing(database)
            }
        }
    }

    /// Writes a page as it is.
    static func writeNothing(_ database: Database) throws {
        let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        try database.execute(sql: "PRAGMA user_version = \(version)")
    }
}
