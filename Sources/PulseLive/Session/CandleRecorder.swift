import PulseCore
import PulseStore

/// Writes a session's candles to the store in batches: a thousand, or what came in five seconds. Those that a crash loses are in the journal.
final class CandleRecorder {
    static let batch = 1_000
    static let interval: UInt64 = 5_000_000_000

    private let store: CandleStore
    private let base: Timeframe
    private var waiting: [(id: InstrumentID, candle: Candle)] = []
    private var since: UInt64?
    private(set) var written = 0
    private(set) var revised = 0

    init(_ store: CandleStore, base: Timeframe) {
        self.store = store
        self.base = base
    }

    func add(_ candle: Candle, _ id: InstrumentID, now: UInt64) {
        waiting.append((id, candle))
        if since == nil { since = now }
    }

    /// Writes what is due.
    func flush(now: UInt64) throws {
        guard let since, waiting.count >= Self.batch || now >= since + Self.interval else { return }
        try flush()
    }

    /// The candle of an open time as the store has it, with everything that was added.
    func known(_ openTime: Timestamp, _ id: InstrumentID) throws -> Candle? {
        try flush()
        return try store.transaction { try $0.candle(at: openTime, id, base) }
    }

    /// The candles of a range as the store has them, with everything that was added.
    func known(_ range: TimeRange, _ id: InstrumentID) throws -> CandleColumns {
        try flush()
        return try store.read(id, base, range)
    }

    /// Writes everything. A candle that the store knows otherwise becomes a revision.
    func flush() throws {
        guard !waiting.isEmpty else { return }
        let (rows, base) = (waiting, base)
        let outcome = try store.transaction { transaction in
            var outcome = InsertOutcome()
            for row in rows { outcome += try transaction.appendLive(row.candle, row.id, base, source: "live") }
            return outcome
        }
        written += outcome.inserted
        revised += outcome.revised
        waiting.removeAll(keepingCapacity: true)
        since = nil
    }
}
