import GRDB
import GRDBSQLite

/// Fills in a prepared statement value by value and runs it, again and again.
///
/// GRDB boxes each argument and hands it through three collections: for a line of the journal that took longer than SQLite did (measured), and every verdict
/// waits for its line. What was bound stays bound until something else is.
struct LineWriter {
    private let statement: Statement
    /// SQLite copies what it is given: it has to outlive the call.
    private static let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    init(_ database: Database, sql: String) throws {
        statement = try database.cachedStatement(sql: sql)
    }

    func bind(_ value: Int64?, at place: Int32) {
        if let value { sqlite3_bind_int64(statement.sqliteStatement, place, value) } else { bindNull(at: place) }
    }

    func bind(_ value: Double?, at place: Int32) {
        if let value { sqlite3_bind_double(statement.sqliteStatement, place, value) } else { bindNull(at: place) }
    }

    func bind(_ value: String?, at place: Int32) {
        guard let value else { return bindNull(at: place) }
        sqlite3_bind_text(statement.sqliteStatement, place, value, Int32(value.utf8.count), Self.transient)
    }

    func bindNull(at place: Int32) { sqlite3_bind_null(statement.sqliteStatement, place) }

    /// Runs the statement with what is bound. Throws `DatabaseError` as GRDB does.
    func run() throws {
        defer { sqlite3_reset(statement.sqliteStatement) }
        let code = sqlite3_step(statement.sqliteStatement)
        guard code == SQLITE_DONE else {
            let message = String(cString: sqlite3_errmsg(sqlite3_db_handle(statement.sqliteStatement)))
            throw DatabaseError(resultCode: ResultCode(rawValue: code), message: message, sql: statement.sql)
        }
    }
}
