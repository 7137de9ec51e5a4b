import GRDB
import PulseCore

/// The runs that were made: an ordinary table of the store, so that SQL can ask about it too.
public struct RunRegistry: Sendable {
    private let store: CandleStore

    public init(_ store: CandleStore) {
        self.store = store
    }

    /// Records a run. A run of the same identity is replaced: it had the same result.
    public func record(_ run: RunRecord) throws {
        try store.transaction { transaction in
            try transaction.database.execute(
                sql: """
                    INSERT OR REPLACE INTO run (id, kind, created_at, strategy, strategy_hash, instruments, timeframe, from_time, to_time,
                    folder, metrics, engine_version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    run.id, run.kind.rawValue, run.createdAt.milliseconds, run.strategy, run.strategyHash,
                    run.instruments.map(\.description).joined(separator: ","), run.timeframe.description, run.range.from.milliseconds,
                    run.range.to.milliseconds, run.folder, run.metricsJSON, run.engineVersion,
                ])
        }
    }

    /// The newest runs first, at most `limit`; runs of the same instant by their identity.
    public func list(limit: Int = 1_000) throws -> [RunRecord] {
        try store.read { database in
            try Row.fetchAll(database, sql: "SELECT * FROM run ORDER BY created_at DESC, id LIMIT ?", arguments: [limit])
                .compactMap(Self.record)
        }
    }

    /// The run whose identity starts with `prefix`.
    ///
    /// Throws `PulseError`: `.missing` where there is none, `.usage` where there are several.
    public func find(_ prefix: String) throws -> RunRecord {
        let found = try store.read { database in
            let rows = try Row.fetchAll(
                database, sql: "SELECT * FROM run WHERE substr(id, 1, length(?1)) = ?1 ORDER BY id LIMIT 6", arguments: [prefix])
            return rows.compactMap(Self.record)
        }
        if let exact = found.first(where: { $0.id == prefix }) { return exact }
        switch found.count {
        case 0: throw PulseError(.missing, "no run starts with '\(prefix)'", hint: "see 'alphapulse runs list'")
        case 1: return found[0]
        default:
            let names = found.prefix(5).map { String($0.id.prefix(prefix.count + 6)) }.joined(separator: ", ")
            throw PulseError(.usage, "several runs start with '\(prefix)': \(names)", hint: "give more digits")
        }
    }

    /// Nil where a row does not make sense to this program.
    private static func record(_ row: Row) -> RunRecord? {
        let list: String = row["instruments"]
        guard let kind = RunRecord.Kind(rawValue: row["kind"]), let timeframe = Timeframe(row["timeframe"] as String) else { return nil }
        return RunRecord(
            id: row["id"], kind: kind, createdAt: Timestamp(milliseconds: row["created_at"]), strategy: row["strategy"],
            strategyHash: row["strategy_hash"], instruments: list.split(separator: ",").compactMap { InstrumentID(String($0)) },
            timeframe: timeframe,
            range: TimeRange(from: Timestamp(milliseconds: row["from_time"]), to: Timestamp(milliseconds: row["to_time"])),
            folder: row["folder"], metricsJSON: row["metrics"], engineVersion: row["engine_version"])
    }
}
