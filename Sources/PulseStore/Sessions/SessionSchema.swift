/// The tables of sessions. A journal can be added to, and nothing else: whoever wants to rewrite what a session went through has to take the
/// tables apart.
///
/// Keys go by time first, so that a slice's rows lie together: by instrument, each would dirty a page of its own, which a verdict waits for.
enum SessionSchema {
    static let tables = """
        CREATE TABLE session (
            id TEXT PRIMARY KEY, created_at INTEGER NOT NULL, state TEXT NOT NULL, strategy TEXT NOT NULL, strategy_hash TEXT NOT NULL,
            document TEXT NOT NULL, engine_version TEXT NOT NULL, base TEXT NOT NULL, timeframe TEXT NOT NULL, from_time INTEGER NOT NULL,
            universe TEXT, evaluations_per_minute INTEGER
        ) WITHOUT ROWID;

        CREATE TABLE session_event (
            session TEXT NOT NULL REFERENCES session (id), number INTEGER NOT NULL, kind TEXT NOT NULL, time INTEGER, instrument INTEGER,
            open REAL, high REAL, low REAL, close REAL, volume REAL, quote_volume REAL, trade_count INTEGER, taker_buy_volume REAL,
            taker_buy_quote_volume REAL, detail TEXT, PRIMARY KEY (session, number)
        ) WITHOUT ROWID;
        CREATE TRIGGER session_event_keeps_lines BEFORE DELETE ON session_event
            BEGIN SELECT RAISE(ABORT, 'a journal is append-only'); END;
        CREATE TRIGGER session_event_keeps_values BEFORE UPDATE ON session_event
            BEGIN SELECT RAISE(ABORT, 'a journal is append-only'); END;

        CREATE TABLE session_decision (
            session TEXT NOT NULL REFERENCES session (id), time INTEGER NOT NULL, instrument INTEGER NOT NULL, number INTEGER NOT NULL,
            direction INTEGER NOT NULL, outcome TEXT NOT NULL, probability REAL NOT NULL, confidence REAL NOT NULL, bytes BLOB NOT NULL,
            PRIMARY KEY (session, time, instrument, number)
        ) WITHOUT ROWID;

        CREATE TABLE session_signal (
            session TEXT NOT NULL REFERENCES session (id), number INTEGER NOT NULL, time INTEGER NOT NULL, instrument INTEGER NOT NULL,
            direction INTEGER NOT NULL, detail TEXT NOT NULL, PRIMARY KEY (session, number)
        ) WITHOUT ROWID;

        CREATE TABLE session_fill (
            session TEXT NOT NULL REFERENCES session (id), number INTEGER NOT NULL, time INTEGER NOT NULL, instrument INTEGER NOT NULL,
            side INTEGER NOT NULL, ticks INTEGER NOT NULL, lots INTEGER NOT NULL, reason TEXT NOT NULL, detail TEXT NOT NULL,
            PRIMARY KEY (session, number)
        ) WITHOUT ROWID;

        CREATE TABLE session_movement (
            session TEXT NOT NULL REFERENCES session (id), number INTEGER NOT NULL, time INTEGER NOT NULL, kind TEXT NOT NULL,
            amount INTEGER NOT NULL, balance INTEGER NOT NULL, instrument INTEGER NOT NULL, fill INTEGER NOT NULL,
            PRIMARY KEY (session, number)
        ) WITHOUT ROWID;

        CREATE TABLE session_equity (
            session TEXT NOT NULL REFERENCES session (id), time INTEGER NOT NULL, equity INTEGER NOT NULL, cash INTEGER NOT NULL,
            gross INTEGER NOT NULL, net INTEGER NOT NULL, PRIMARY KEY (session, time)
        ) WITHOUT ROWID;

        CREATE TABLE session_quote (
            session TEXT NOT NULL REFERENCES session (id), fill INTEGER NOT NULL, bid REAL NOT NULL, ask REAL NOT NULL,
            time INTEGER, PRIMARY KEY (session, fill)
        ) WITHOUT ROWID;
        """
}
