import GRDB

extension CandleStore {
    /// Leaves it to the caller when pages of the write-ahead log go into the file (`checkpoint`); otherwise some transaction pays for it when the log is long.
    ///
    /// For this object's writer, as long as it is open.
    public func holdCheckpoints() throws {
        try StoreError.translating(url) { try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA wal_autocheckpoint = 0") } }
    }

    /// Brings pages of the write-ahead log into the file, as far as no reader holds them.
    public func checkpoint() throws {
        try StoreError.translating(url) { _ = try pool.writeWithoutTransaction { try $0.checkpoint(.passive) } }
    }
}
