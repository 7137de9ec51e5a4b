import Foundation
import GRDB
import PulseCore

/// The tables of the store and the check that a file is one that this program may write.
enum StoreSchema {
    /// Changes whenever the tables or the chunk format change in a way that an older program would misread.
    static let version = 5
    /// "APLS", in the file's header: tells a store from any other SQLite file.
    static let applicationID = 0x4150_4C53

    /// Refuses a file that is no store, or one that a newer program wrote, before anything is written to it.
    static func check(_ url: URL) throws {
        guard let size = try? FileManager.default.attributesOfItem(atPath: url.path)[.size] as? Int, size > 0 else { return }
        var configuration = Configuration()
        configuration.readonly = true
        let location = SourceLocation(file: url.path)
        try StoreError.translating(url) {
            let queue = try DatabaseQueue(path: url.path, configuration: configuration)
            try queue.read { database in
                let application = try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0
                // The account of migrations is there before the first of them.
                let tables = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master WHERE tbl_name <> 'grdb_migrations'") ?? 0
                guard application == applicationID else {
                    // A file that was created but never written: a process died between the two.
                    guard tables > 0 || application != 0 else { return }
                    throw PulseError(.configuration, "this SQLite file is not an AlphaPulse store", at: location)
                }
                let found = try Int.fetchOne(database, sql: "SELECT version FROM store_schema") ?? 0
                guard found <= version else {
                    throw PulseError(
                        .configuration, "the store was written by a newer version (schema \(found); this program knows \(version))",
                        at: location, hint: "update alphapulse, or choose another folder with --home")
                }
            }
            try queue.close()
        }
    }

    /// Brings a file to this version: an empty one from nothing, an older one by what it lacks. Each step is one transaction.
    static func migrate(_ pool: DatabasePool) throws {
        // Looked at first, so that opening a store does not wait for somebody who writes to it.
        guard try !pool.read(migrator.hasCompletedMigrations) else { return }
        try migrator.migrate(pool)
    }

    private static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("candles and runs", foreignKeyChecks: .immediate) { database in
            // Stores of version 1 were made before migrations were kept account of.
            guard try Int.fetchOne(database, sql: "PRAGMA application_id") != applicationID else { return }
            try database.execute(sql: "PRAGMA application_id = \(applicationID)")
            try database.execute(sql: tables)
            try database.execute(sql: "INSERT INTO store_schema (version) VALUES (1)")
        }
        migrator.registerMigration("side series", foreignKeyChecks: .immediate) { database in
            try database.execute(sql: sideTables)
            try database.execute(sql: "UPDATE store_schema SET version = 2")
        }
        migrator.registerMigration("trials", foreignKeyChecks: .immediate) { database in
            try database.execute(sql: trialTables)
            try database.execute(sql: "UPDATE store_schema SET version = 3")
        }
        migrator.registerMigration("universe", foreignKeyChecks: .immediate) { database in
            try database.execute(sql: universeTables)
            try database.execute(sql: "UPDATE store_schema SET version = 4")
        }
        migrator.registerMigration("sessions", foreignKeyChecks: .immediate) { database in
            try database.execute(sql: SessionSchema.tables)
            try database.execute(sql: "UPDATE store_schema SET version = 5")
        }
        return migrator
    }

    /// What a ledger entry says can be said once: whoever wants to hide a trial has to take the tables apart.
    private static let trialTables = """
        CREATE TABLE study_trial (
            study TEXT NOT NULL, search INTEGER NOT NULL, number INTEGER NOT NULL, rung INTEGER NOT NULL, texts TEXT NOT NULL,
            strategy_hash TEXT NOT NULL, day_count INTEGER NOT NULL, days BLOB NOT NULL, trades INTEGER NOT NULL, fault TEXT,
            PRIMARY KEY (study, search, number)
        ) WITHOUT ROWID;

        CREATE TABLE study_value (
            study TEXT NOT NULL, number INTEGER NOT NULL, "values" TEXT NOT NULL, PRIMARY KEY (study, number)
        ) WITHOUT ROWID;

        CREATE TABLE trial_data (
            id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, instruments TEXT NOT NULL, timeframe TEXT NOT NULL,
            from_time INTEGER NOT NULL, to_time INTEGER NOT NULL
        );

        CREATE TABLE trial_ledger (
            id INTEGER PRIMARY KEY, data INTEGER NOT NULL REFERENCES trial_data (id), trial TEXT NOT NULL, study TEXT NOT NULL, sharpe REAL,
            UNIQUE (data, trial)
        );
        CREATE TRIGGER trial_ledger_keeps_entries BEFORE DELETE ON trial_ledger
            BEGIN SELECT RAISE(ABORT, 'the ledger of trials is append-only'); END;
        CREATE TRIGGER trial_ledger_keeps_values BEFORE UPDATE ON trial_ledger
            BEGIN SELECT RAISE(ABORT, 'the ledger of trials is append-only'); END;
        """

    /// Days are ISO 8601 dates, which sort as text.
    private static let universeTables = """
        CREATE TABLE universe_snapshot (
            day TEXT NOT NULL, rule TEXT NOT NULL, rank INTEGER NOT NULL, venue TEXT NOT NULL, symbol TEXT NOT NULL,
            quote_volume REAL NOT NULL, PRIMARY KEY (rule, day, rank), UNIQUE (rule, day, venue, symbol)
        ) WITHOUT ROWID;
        CREATE TRIGGER universe_snapshot_keeps_rows BEFORE DELETE ON universe_snapshot
            BEGIN SELECT RAISE(ABORT, 'snapshots of universes are append-only'); END;
        CREATE TRIGGER universe_snapshot_keeps_values BEFORE UPDATE ON universe_snapshot
            BEGIN SELECT RAISE(ABORT, 'snapshots of universes are append-only'); END;
        """

    private static let sideTables = """
        CREATE TABLE side_series (
            id INTEGER PRIMARY KEY, venue TEXT NOT NULL, symbol TEXT NOT NULL, kind TEXT NOT NULL,
            UNIQUE (venue, symbol, kind)
        );

        CREATE TABLE side_source (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);

        CREATE TABLE side_point (
            series INTEGER NOT NULL REFERENCES side_series (id), event_time INTEGER NOT NULL, item INTEGER NOT NULL,
            known_at INTEGER NOT NULL, value REAL NOT NULL, weight REAL NOT NULL, source INTEGER NOT NULL REFERENCES side_source (id),
            PRIMARY KEY (series, event_time, item)
        ) WITHOUT ROWID;

        CREATE TABLE side_revision (
            id INTEGER PRIMARY KEY, series INTEGER NOT NULL REFERENCES side_series (id), event_time INTEGER NOT NULL,
            item INTEGER NOT NULL, source TEXT NOT NULL, recorded_at INTEGER,
            old_known_at INTEGER NOT NULL, old_value REAL NOT NULL, old_weight REAL NOT NULL,
            known_at INTEGER NOT NULL, value REAL NOT NULL, weight REAL NOT NULL
        );
        CREATE INDEX side_revision_by_series ON side_revision (series, event_time);
        """

    private static let content = """
        open REAL NOT NULL, high REAL NOT NULL, low REAL NOT NULL, close REAL NOT NULL, volume REAL NOT NULL,
        quote_volume REAL NOT NULL, trade_count INTEGER NOT NULL, taker_buy_volume REAL NOT NULL, taker_buy_quote_volume REAL NOT NULL
        """

    private static let tables = """
        CREATE TABLE store_schema (version INTEGER NOT NULL);

        CREATE TABLE instrument (
            venue TEXT NOT NULL, symbol TEXT NOT NULL, market TEXT NOT NULL,
            tick TEXT, lot TEXT, minimum_notional INTEGER NOT NULL,
            price_decimals INTEGER NOT NULL DEFAULT 0, volume_decimals INTEGER NOT NULL DEFAULT 0,
            PRIMARY KEY (venue, symbol)
        ) WITHOUT ROWID;

        CREATE TABLE series (
            id INTEGER PRIMARY KEY, venue TEXT NOT NULL, symbol TEXT NOT NULL, timeframe TEXT NOT NULL,
            UNIQUE (venue, symbol, timeframe)
        );

        CREATE TABLE candle_chunk (
            id INTEGER PRIMARY KEY, series INTEGER NOT NULL REFERENCES series (id), chunk INTEGER NOT NULL,
            first_open INTEGER NOT NULL, last_open INTEGER NOT NULL, candles INTEGER NOT NULL, gaps INTEGER NOT NULL,
            traded INTEGER NOT NULL, taker_known INTEGER NOT NULL, data BLOB NOT NULL,
            UNIQUE (series, chunk)
        );

        CREATE TABLE candle_tail (
            series INTEGER NOT NULL REFERENCES series (id), open_time INTEGER NOT NULL, \(content),
            PRIMARY KEY (series, open_time)
        ) WITHOUT ROWID;

        CREATE TABLE candle_revision (
            id INTEGER PRIMARY KEY, series INTEGER NOT NULL REFERENCES series (id), open_time INTEGER NOT NULL,
            source TEXT NOT NULL, recorded_at INTEGER,
            old_open REAL NOT NULL, old_high REAL NOT NULL, old_low REAL NOT NULL, old_close REAL NOT NULL, old_volume REAL NOT NULL,
            old_quote_volume REAL NOT NULL, old_trade_count INTEGER NOT NULL, old_taker_buy_volume REAL NOT NULL,
            old_taker_buy_quote_volume REAL NOT NULL, \(content)
        );
        CREATE INDEX candle_revision_by_time ON candle_revision (series, open_time);

        CREATE TABLE run (
            id TEXT PRIMARY KEY, kind TEXT NOT NULL, created_at INTEGER NOT NULL, strategy TEXT NOT NULL, strategy_hash TEXT NOT NULL,
            instruments TEXT NOT NULL, timeframe TEXT NOT NULL, from_time INTEGER NOT NULL, to_time INTEGER NOT NULL,
            folder TEXT NOT NULL, metrics TEXT NOT NULL, engine_version TEXT NOT NULL
        ) WITHOUT ROWID;
        """
}
