import Foundation
import GRDB
import PulseCore

extension SessionStore {
    static func insert(_ row: StoredSessionRow, _ session: String, _ database: Database) throws {
        switch row {
        case .decision(let instrument, let time, let number, let direction, let outcome, let probability, let confidence, let bytes):
            try database.cachedStatement(
                sql: """
                    INSERT OR IGNORE INTO session_decision (session, instrument, time, number, direction, outcome, probability, confidence, bytes)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """
            ).execute(arguments: [session, instrument, time, number, direction, outcome, probability, confidence, Data(bytes)])
        case .signal(let number, let time, let instrument, let direction, let detail):
            try database.cachedStatement(
                sql: "INSERT OR IGNORE INTO session_signal (session, number, time, instrument, direction, detail) VALUES (?, ?, ?, ?, ?, ?)"
            ).execute(arguments: [session, number, time, instrument, direction, detail])
        case .fill(let number, let time, let instrument, let side, let ticks, let lots, let reason, let detail):
            try database.cachedStatement(
                sql: """
                    INSERT OR IGNORE INTO session_fill (session, number, time, instrument, side, ticks, lots, reason, detail)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """
            ).execute(arguments: [session, number, time, instrument, side, ticks, lots, reason, detail])
        case .movement(let number, let time, let kind, let amount, let balance, let instrument, let fill):
            try database.cachedStatement(
                sql: """
                    INSERT OR IGNORE INTO session_movement (session, number, time, kind, amount, balance, instrument, fill)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                    """
            ).execute(arguments: [session, number, time, kind, amount, balance, instrument, fill])
        case .quote(let fill, let bid, let ask, let time):
            try database.cachedStatement(
                sql: "INSERT OR IGNORE INTO session_quote (session, fill, bid, ask, time) VALUES (?, ?, ?, ?, ?)"
            ).execute(arguments: [session, fill, bid, ask, time])
        case .equity(let time, let equity, let cash, let gross, let net):
            try database.cachedStatement(
                sql: "INSERT OR IGNORE INTO session_equity (session, time, equity, cash, gross, net) VALUES (?, ?, ?, ?, ?, ?)"
            ).execute(arguments: [session, time, equity, cash, gross, net])
        }
    }

    /// The decisions of a session that became known by an instant, by instrument and then by time.
    public func forEachDecision(
        of session: String, through instant: Timestamp = Timestamp(milliseconds: .max),
        _ body: (_ instrument: Int, _ time: Int64, _ bytes: [UInt8]) throws -> Void
    ) throws {
        try store.read { database in
            let rows = try Row.fetchCursor(
                database,
                sql:
                    "SELECT instrument, time, bytes FROM session_decision WHERE session = ? AND time <= ? ORDER BY instrument, time, number",
                arguments: [session, instant.milliseconds])
            while let row = try rows.next() {
                let bytes: Data = row[2]
                try body(row[0], row[1], Array(bytes))
            }
        }
    }

    /// SHA-256 over the decisions that became known by an instant, instrument by instrument, as a run's votes digest.
    public func votesDigest(of session: String, through instant: Timestamp) throws -> String {
        var digest = ContentDigest()
        try forEachDecision(of: session, through: instant) { _, _, bytes in digest.update(bytes) }
        return digest.finishHex()
    }

    /// The whole records of a session's signals, by number.
    public func signals(of session: String) throws -> [String] { try details("session_signal", session) }

    /// The whole records of a session's fills, by number.
    public func fills(of session: String) throws -> [String] { try details("session_fill", session) }

    /// A session's movements of money as text, by number.
    public func movements(of session: String) throws -> [String] {
        try store.read { database in
            try Row.fetchAll(
                database, sql: "SELECT * FROM session_movement WHERE session = ? ORDER BY number", arguments: [session]
            ).map { row in
                "\(row["time"] as Int64) \(row["kind"] as String) \(row["amount"] as Int64) \(row["balance"] as Int64) "
                    + "\(row["instrument"] as Int) \(row["fill"] as Int)"
            }
        }
    }

    /// A session's equity after each slice, in 1e-8.
    public func equity(of session: String) throws -> [(time: Int64, equity: Int64)] {
        try store.read { database in
            try Row.fetchAll(
                database, sql: "SELECT time, equity FROM session_equity WHERE session = ? ORDER BY time", arguments: [session]
            ).map { ($0[0], $0[1]) }
        }
    }

    /// A session's fills with the best quotes of their time, where there were some, by number.
    public func quotedFills(
        of session: String
    ) throws -> [(instrument: Int, side: Int, ticks: Int64, lots: Int64, bid: Double?, ask: Double?)] {
        try store.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT instrument, side, ticks, lots, bid, ask FROM session_fill LEFT JOIN session_quote
                    ON session_quote.session = session_fill.session AND session_quote.fill = session_fill.number
                    WHERE session_fill.session = ? ORDER BY number
                    """,
                arguments: [session]
            ).map { ($0[0], $0[1], $0[2], $0[3], $0[4], $0[5]) }
        }
    }

    private func details(_ table: String, _ session: String) throws -> [String] {
        try store.read { database in
            try String.fetchAll(database, sql: "SELECT detail FROM \(table) WHERE session = ? ORDER BY number", arguments: [session])
        }
    }
}
