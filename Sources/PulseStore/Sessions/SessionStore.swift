import Foundation
import GRDB
import PulseCore

/// Sessions, their journals and what came of them.
///
/// A journal is append-only: the database itself refuses to change or delete a line of it. Events that happened together are written together, before
/// anything is made of them (P7).
public struct SessionStore: Sendable {
    let store: CandleStore

    public init(_ store: CandleStore) {
        self.store = store
    }

    /// Enters a new session and the first lines of its journal: all of it or nothing. Throws `.usage` where its id is taken.
    public func create(_ session: SessionRecord, events: [StoredSessionEvent] = []) throws {
        try store.transaction { transaction in
            let database = transaction.database
            guard try Int.fetchOne(database, sql: "SELECT 1 FROM session WHERE id = ?", arguments: [session.id]) == nil else {
                throw PulseError(.usage, "there is a session '\(session.id)' already", hint: "resume it, or choose another name")
            }
            try database.execute(
                sql: """
                    INSERT INTO session (id, created_at, state, strategy, strategy_hash, document, engine_version, base, timeframe, from_time,
                    universe, evaluations_per_minute) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    session.id, session.createdAt.milliseconds, session.state.rawValue, session.strategy, session.strategyHash,
                    session.document, session.engineVersion, session.base.description, session.timeframe.description,
                    session.from.milliseconds, session.universe, session.evaluationsPerMinute,
                ])
            try Self.insert(events, first: 0, session.id, database)
        }
    }

    /// Notes that a session runs again, or has stopped.
    public func set(_ state: SessionRecord.State, of id: String) throws {
        try store.transaction { transaction in
            try transaction.database.execute(sql: "UPDATE session SET state = ? WHERE id = ?", arguments: [state.rawValue, id])
        }
    }

    /// The newest sessions first, at most `limit`.
    public func list(limit: Int = 1_000) throws -> [SessionRecord] {
        try store.read { database in
            try Row.fetchAll(database, sql: "SELECT * FROM session ORDER BY created_at DESC, id LIMIT ?", arguments: [limit])
                .compactMap(Self.record)
        }
    }

    /// The session whose id starts with `prefix`; throws `.missing` where there is none, `.usage` where there are several.
    public func find(_ prefix: String) throws -> SessionRecord {
        let found = try store.read { database in
            try Row.fetchAll(
                database, sql: "SELECT * FROM session WHERE substr(id, 1, length(?1)) = ?1 ORDER BY id LIMIT 6", arguments: [prefix]
            ).compactMap(Self.record)
        }
        if let exact = found.first(where: { $0.id == prefix }) { return exact }
        switch found.count {
        case 0: throw PulseError(.missing, "no session starts with '\(prefix)'", hint: "see 'alphapulse sessions list'")
        case 1: return found[0]
        default:
            throw PulseError(
                .usage, "several sessions start with '\(prefix)': \(found.map(\.id).joined(separator: ", "))", hint: "give more of it")
        }
    }

    /// Appends events, the first of which has number `first`, and rows that came of earlier ones: all of it or nothing. Rows that are there already are left.
    ///
    /// Waits a minute for other processes that write to the store: a session ends with what this throws. Throws `PulseError(.tryAgain)` at
    /// once where the journal does not end before `first`: two processes write to one session.
    public func append(_ events: [StoredSessionEvent], first: Int, rows: [StoredSessionRow], session: String) throws {
        try store.patientTransaction { transaction in
            let database = transaction.database
            try Self.insert(events, first: first, session, database)
            for row in rows { try Self.insert(row, session, database) }
        }
    }

    /// Goes the way of `append` and changes nothing, so that the next call finds what it needs near at hand: enters lines that are there once more, which
    /// are passed over, and writes a page as it is.
    ///
    /// Throws `PulseError(.tryAgain)` where another process writes just now: nothing is worth waiting for here.
    public func prime(_ events: [StoredSessionEvent], first: Int, session: String) throws {
        try store.transactionAtOnce { database in
            try Self.insert(events, first: first, session, database, isNew: false)
            try CandleStore.writeNothing(database)
        }
    }

    /// - Parameter isNew: lines that are there already are an error.
    private static func insert(
        _ events: [StoredSessionEvent], first: Int, _ session: String, _ database: Database, isNew: Bool = true
    ) throws {
        guard !events.isEmpty else { return }
        let line = try LineWriter(
            database,
            sql: """
                INSERT OR IGNORE INTO session_event (session, number, kind, time, instrument, open, high, low, close, volume, quote_volume,
                trade_count, taker_buy_volume, taker_buy_quote_volume, detail) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        line.bind(session, at: 1)
        for (offset, event) in events.enumerated() {
            let candle = event.candle
            line.bind(Int64(first + offset), at: 2)
            line.bind(event.kind, at: 3)
            line.bind(event.time, at: 4)
            line.bind(event.instrument.map(Int64.init), at: 5)
            line.bind(candle?.open, at: 6)
            line.bind(candle?.high, at: 7)
            line.bind(candle?.low, at: 8)
            line.bind(candle?.close, at: 9)
            line.bind(candle?.volume, at: 10)
            line.bind(candle?.quoteVolume, at: 11)
            line.bind(candle?.tradeCount, at: 12)
            line.bind(candle?.takerBuyVolume, at: 13)
            line.bind(candle?.takerBuyQuoteVolume, at: 14)
            line.bind(event.detail, at: 15)
            try line.run()
            guard !isNew || database.changesCount == 1 else {
                throw PulseError(
                    .tryAgain, "another process writes to the session '\(session)'", hint: "stop it, then resume the session")
            }
        }
    }

    /// Lines of a journal that are read at a time.
    private static let batch = 4_096

    /// The journal of a session in order, from a number on, which counts from 0. The body may use the store.
    ///
    /// Throws `PulseError(.badData)` where a line is missing between two others.
    public func forEachEvent(
        of session: String, from first: Int = 0, limit: Int = .max, _ body: (Int, StoredSessionEvent) throws -> Void
    ) throws {
        var next = first
        var left = limit
        while left > 0 {
            let wanted = min(left, Self.batch)
            let lines = try store.read { database in
                try Row.fetchAll(
                    database, sql: "SELECT * FROM session_event WHERE session = ? AND number >= ? ORDER BY number LIMIT ?",
                    arguments: [session, next, wanted]
                ).map { (number: $0["number"] as Int, event: Self.event($0)) }
            }
            for line in lines {
                guard line.number == next else {
                    throw PulseError(
                        .badData, "line \(next) of the journal of session '\(session)' is missing",
                        hint: "another program changed the store; put back a copy of it")
                }
                try body(line.number, line.event)
                next += 1
            }
            guard lines.count == wanted else { return }
            left -= wanted
        }
    }

    private static func event(_ row: Row) -> StoredSessionEvent {
        let time: Int64? = row["time"]
        let open: Double? = row["open"]
        let candle = open.map { open in
            Candle(
                openTime: Timestamp(milliseconds: time ?? 0), open: open, high: row["high"], low: row["low"], close: row["close"],
                volume: row["volume"], quoteVolume: row["quote_volume"], tradeCount: row["trade_count"],
                takerBuyVolume: row["taker_buy_volume"], takerBuyQuoteVolume: row["taker_buy_quote_volume"])
        }
        return StoredSessionEvent(
            kind: row["kind"], time: time, instrument: row["instrument"], candle: candle, detail: row["detail"])
    }

    /// Number of events in a session's journal.
    public func eventCount(of session: String) throws -> Int {
        try store.read { database in
            try Int.fetchOne(database, sql: "SELECT count(*) FROM session_event WHERE session = ?", arguments: [session]) ?? 0
        }
    }

    private static func record(_ row: Row) -> SessionRecord? {
        guard let state = SessionRecord.State(rawValue: row["state"]), let base = Timeframe(row["base"] as String),
            let timeframe = Timeframe(row["timeframe"] as String)
        else { return nil }
        return SessionRecord(
            id: row["id"], createdAt: Timestamp(milliseconds: row["created_at"]), state: state, strategy: row["strategy"],
            strategyHash: row["strategy_hash"], document: row["document"], engineVersion: row["engine_version"], base: base,
            timeframe: timeframe, from: Timestamp(milliseconds: row["from_time"]), universe: row["universe"],
            evaluationsPerMinute: row["evaluations_per_minute"])
    }
}
