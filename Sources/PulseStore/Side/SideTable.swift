import GRDB
import PulseCore

/// The rows of side series inside a transaction: adds observations and notes those that contradict what is there.
struct SideTable {
    /// What became of one observation.
    enum Outcome {
        case inserted
        case duplicate
        case revised(old: SideObservation)
    }

    private let database: Database
    private let source: String
    private let sourceID: Int64
    private let recordedAt: Timestamp?
    private let insert: Statement
    private let find: Statement
    private let update: Statement
    private let note: Statement

    init(_ database: Database, source: String, recordedAt: Timestamp?) throws {
        self.database = database
        self.source = source
        self.recordedAt = recordedAt
        try database.execute(sql: "INSERT INTO side_source (name) VALUES (?) ON CONFLICT (name) DO NOTHING", arguments: [source])
        sourceID = try Int64.fetchOne(database, sql: "SELECT id FROM side_source WHERE name = ?", arguments: [source]) ?? 0
        insert = try database.cachedStatement(
            sql: """
                INSERT INTO side_point (series, event_time, item, known_at, value, weight, source) VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (series, event_time, item) DO NOTHING
                """)
        find = try database.cachedStatement(
            sql: "SELECT known_at, value, weight FROM side_point WHERE series = ? AND event_time = ? AND item = ?")
        update = try database.cachedStatement(
            sql: """
                UPDATE side_point SET known_at = ?, value = ?, weight = ?, source = ? WHERE series = ? AND event_time = ? AND item = ?
                """)
        note = try database.cachedStatement(
            sql: """
                INSERT INTO side_revision (series, event_time, item, source, recorded_at, old_known_at, old_value, old_weight, known_at,
                value, weight) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
    }

    /// Adds an observation; one that says something else of the same event replaces it, and both are kept in `side_revision`.
    func store(_ observation: SideObservation, series: Int64) throws -> Outcome {
        let event = observation.eventTime.milliseconds
        let known = observation.knownAt.milliseconds
        insert.setUncheckedArguments([series, event, observation.item, known, observation.value, observation.weight, sourceID])
        try insert.execute()
        if database.changesCount > 0 { return .inserted }
        guard let row = try Row.fetchOne(find, arguments: [series, event, observation.item]) else { return .inserted }
        let old = SideObservation(
            eventTime: observation.eventTime, item: observation.item, knownAt: Timestamp(milliseconds: row[0]), value: row[1],
            weight: row[2])
        guard old != observation else { return .duplicate }
        try note.execute(arguments: [
            series, event, observation.item, source, recordedAt?.milliseconds, old.knownAt.milliseconds, old.value, old.weight, known,
            observation.value, observation.weight,
        ])
        try update.execute(arguments: [
            known, observation.value, observation.weight, sourceID, series, event, observation.item,
        ])
        return .revised(old: old)
    }
}

/// The names of side series. What concerns all instruments is kept under `*:*`.
enum SideKey {
    private static let everything = "*"

    static func find(_ database: Database, _ id: InstrumentID?, _ kind: SideKind) throws -> Int64? {
        let statement = try database.cachedStatement(sql: "SELECT id FROM side_series WHERE venue = ? AND symbol = ? AND kind = ?")
        return try Int64.fetchOne(statement, arguments: [id?.venue ?? everything, id?.symbol ?? everything, kind.name])
    }

    static func findOrCreate(_ database: Database, _ id: InstrumentID?, _ kind: SideKind) throws -> Int64 {
        if let found = try find(database, id, kind) { return found }
        try database.execute(
            sql: "INSERT INTO side_series (venue, symbol, kind) VALUES (?, ?, ?)",
            arguments: [id?.venue ?? everything, id?.symbol ?? everything, kind.name])
        return database.lastInsertedRowID
    }

    /// All of them that this program understands: what concerns all instruments first, then by instrument and kind.
    static func all(_ database: Database) throws -> [(id: Int64, instrument: InstrumentID?, kind: SideKind)] {
        try Row.fetchAll(database, sql: "SELECT id, venue, symbol, kind FROM side_series").compactMap { row in
            guard let kind = SideKind(name: row[3]) else { return nil }
            let venue: String = row[1]
            let instrument = venue == everything ? nil : InstrumentID(venue: venue, symbol: row[2])
            guard venue == everything || instrument != nil else { return nil }
            return (row[0], instrument, kind)
        }.sorted { ($0.instrument?.description ?? "", $0.kind) < ($1.instrument?.description ?? "", $1.kind) }
    }
}
