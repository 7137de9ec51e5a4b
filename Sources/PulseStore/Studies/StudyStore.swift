import Foundation
import GRDB
import PulseCore

/// Trials of studies, and the ledger of every trial that was ever made.
///
/// The ledger is append-only: the database itself refuses to change or delete a row of it. A trial is counted once for the data that it was made on, however
/// often and by whichever study it is made again.
public struct StudyStore: Sendable {
    private let store: CandleStore

    public init(_ store: CandleStore) {
        self.store = store
    }

    /// Keeps trials of a study and enters them in the ledger: all of it or nothing. A trial that is there already is left as it is.
    public func append(_ trials: [StoredTrial], study: String, data: TrialData) throws {
        try store.transaction { transaction in
            let database = transaction.database
            let dataID = try Self.id(of: data, database)
            let insertTrial = try database.cachedStatement(
                sql: """
                    INSERT OR IGNORE INTO study_trial (study, search, number, rung, texts, strategy_hash, day_count, days, trades, fault)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """)
            let insertEntry = try database.cachedStatement(
                sql: "INSERT OR IGNORE INTO trial_ledger (data, trial, study, sharpe) VALUES (?, ?, ?, ?)")
            for trial in trials {
                try insertTrial.execute(arguments: [
                    study, trial.search, trial.number, trial.rung, trial.texts.joined(separator: "\u{1f}"), trial.strategyHash,
                    trial.dayCount, Data(trial.days), trial.trades, trial.fault,
                ])
                // One that makes no strategy was tried all the same.
                let name =
                    trial.strategyHash.isEmpty ? "\(study)/\(trial.search)/\(trial.number)" : "\(trial.strategyHash)/\(trial.dayCount)"
                try insertEntry.execute(arguments: [dataID, name, study, trial.sharpe])
            }
        }
    }

    /// Trials of a study, by search and number.
    public func trials(of study: String) throws -> [StoredTrial] {
        try store.read { database in
            try Row.fetchAll(
                database, sql: "SELECT * FROM study_trial WHERE study = ? ORDER BY search, number", arguments: [study]
            ).map { row in
                let texts: String = row["texts"]
                return StoredTrial(
                    search: row["search"], number: row["number"], rung: row["rung"],
                    texts: texts.split(separator: "\u{1f}", omittingEmptySubsequences: false).map(String.init),
                    strategyHash: row["strategy_hash"], dayCount: row["day_count"], days: [UInt8](row["days"] as Data),
                    trades: row["trades"],
                    fault: row["fault"], sharpe: nil)
            }
        }
    }

    /// Keeps the values that somebody else found for a trial that a study asked for, and enters it in the ledger. Throws `usage` for one that was told.
    public func tell(_ number: Int, _ values: [Double], study: String, data: TrialData) throws {
        try store.transaction { transaction in
            let database = transaction.database
            let known = try Int.fetchOne(
                database, sql: "SELECT count(*) FROM study_value WHERE study = ? AND number = ?", arguments: [study, number])
            guard known == 0 else { throw PulseError(.usage, "trial \(number) was told before", hint: "a trial is told once") }
            try database.execute(
                sql: "INSERT INTO study_value (study, number, \"values\") VALUES (?, ?, ?)",
                arguments: [study, number, values.map { "\($0)" }.joined(separator: ",")])
            try database.execute(
                sql: "INSERT OR IGNORE INTO trial_ledger (data, trial, study, sharpe) VALUES (?, ?, ?, NULL)",
                arguments: [try Self.id(of: data, database), "\(study)/told/\(number)", study])
        }
    }

    /// What was told of a study's trials, by their numbers.
    public func told(of study: String) throws -> [Int: [Double]] {
        try store.read { database in
            var told: [Int: [Double]] = [:]
            for row in try Row.fetchAll(database, sql: "SELECT * FROM study_value WHERE study = ?", arguments: [study]) {
                told[row["number"]] = (row["values"] as String).split(separator: ",").compactMap { Double($0) }
            }
            return told
        }
    }

    /// Forgets the trials of a study. The ledger does not forget.
    public func removeTrials(of study: String) throws {
        try store.transaction { transaction in
            try transaction.database.execute(sql: "DELETE FROM study_trial WHERE study = ?", arguments: [study])
        }
    }

    /// How many trials were ever made on any of these instruments in a range that overlaps this one, and their Sharpe ratios per day where they have one.
    public func ledger(of instruments: [InstrumentID], _ range: TimeRange) throws -> (count: Int, sharpes: [Double]) {
        try store.read { database in
            let ids = try Row.fetchAll(database, sql: "SELECT * FROM trial_data ORDER BY id").filter { row in
                let names = (row["instruments"] as String).split(separator: ",").map(String.init)
                let from: Int64 = row["from_time"]
                let to: Int64 = row["to_time"]
                return from < range.to.milliseconds && range.from.milliseconds < to
                    && instruments.contains { names.contains($0.description) }
            }.map { $0["id"] as Int64 }
            var count = 0
            var sharpes: [Double] = []
            for id in ids {
                let rows = try Row.fetchCursor(database, sql: "SELECT sharpe FROM trial_ledger WHERE data = ? ORDER BY id", arguments: [id])
                while let row = try rows.next() {
                    count += 1
                    if let sharpe: Double = row["sharpe"] { sharpes.append(sharpe) }
                }
            }
            return (count, sharpes)
        }
    }

    /// The whole ledger as text, an entry a line in the order of entry: for comparison.
    public func ledgerText() throws -> String {
        try store.read { database in
            try Row.fetchAll(
                database,
                sql: "SELECT key, trial, study, sharpe FROM trial_ledger JOIN trial_data ON trial_data.id = data ORDER BY trial_ledger.id"
            ).map { row in
                let sharpe: Double? = row["sharpe"]
                return "\(row["key"] as String) \(row["trial"] as String) \(row["study"] as String) \(sharpe.map { "\($0)" } ?? "--")\n"
            }.joined()
        }
    }

    private static func id(of data: TrialData, _ database: Database) throws -> Int64 {
        if let id = try Int64.fetchOne(database, sql: "SELECT id FROM trial_data WHERE key = ?", arguments: [data.key]) { return id }
        try database.execute(
            sql: "INSERT INTO trial_data (key, instruments, timeframe, from_time, to_time) VALUES (?, ?, ?, ?, ?)",
            arguments: [
                data.key, data.instruments.map(\.description).joined(separator: ","), data.timeframe.description,
                data.range.from.milliseconds, data.range.to.milliseconds,
            ])
        return database.lastInsertedRowID
    }
}
