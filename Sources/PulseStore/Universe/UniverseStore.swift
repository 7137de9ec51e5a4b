import GRDB
import PulseCore

/// Universes by day and rule: which instruments were followed when, so that a backtest can use those of its day.
///
/// Append-only: the database itself refuses to change or delete a row. The first snapshot of a day and rule stands.
public struct UniverseStore: Sendable {
    private let store: CandleStore

    public init(_ store: CandleStore) {
        self.store = store
    }

    /// Keeps a snapshot; false, and nothing happens, where there is one of that day and rule already.
    ///
    /// Traps where it has no members or its ranks are not 1, 2, 3 ...
    @discardableResult
    public func append(_ universe: StoredUniverse) throws -> Bool {
        precondition(!universe.members.isEmpty && universe.members.map(\.rank) == Array(1...universe.members.count), "ranks count from 1")
        return try store.transaction { transaction in
            let database = transaction.database
            let known = try Int.fetchOne(
                database, sql: "SELECT count(*) FROM universe_snapshot WHERE day = ? AND rule = ?",
                arguments: [Self.text(universe.day), universe.rule])
            guard known == 0 else { return false }
            let insert = try database.cachedStatement(
                sql: "INSERT INTO universe_snapshot (day, rule, rank, venue, symbol, quote_volume) VALUES (?, ?, ?, ?, ?, ?)")
            for member in universe.members {
                try insert.execute(arguments: [
                    Self.text(universe.day), universe.rule, member.rank, member.id.venue, member.id.symbol, member.quoteVolume,
                ])
            }
            return true
        }
    }

    /// The latest snapshot of a rule that is not after a day; nil where the first is later.
    public func snapshot(on day: CivilDate, rule: String) throws -> StoredUniverse? {
        try store.read { database in
            let latest = try String.fetchOne(
                database, sql: "SELECT max(day) FROM universe_snapshot WHERE rule = ? AND day <= ?", arguments: [rule, Self.text(day)])
            guard let latest, let found = Timestamp(latest) else { return nil }
            let rows = try Row.fetchAll(
                database,
                sql: "SELECT rank, venue, symbol, quote_volume FROM universe_snapshot WHERE day = ? AND rule = ? ORDER BY rank",
                arguments: [latest, rule])
            let members = rows.compactMap { row in
                InstrumentID(venue: row[1], symbol: row[2]).map { StoredUniverse.Member(rank: row[0], id: $0, quoteVolume: row[3]) }
            }
            return StoredUniverse(day: CivilDate(found), rule: rule, members: members)
        }
    }

    /// The days that there are snapshots of, ascending, of one rule or of all.
    public func days(rule: String? = nil) throws -> [(day: CivilDate, rule: String, members: Int)] {
        try store.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT day, rule, count(*) FROM universe_snapshot WHERE rule = coalesce(?, rule) GROUP BY day, rule ORDER BY day, rule
                    """, arguments: [rule]
            ).compactMap { row in
                Timestamp(row[0] as String).map { (CivilDate($0), row[1] as String, row[2] as Int) }
            }
        }
    }

    private static func text(_ day: CivilDate) -> String { day.timestamp.dateDescription }
}
