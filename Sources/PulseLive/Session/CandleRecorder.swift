import PulseCore
import PulseStore

/// Writes a session's candles, and what came beside them, to the store in batches: a thousand, or what came in five seconds. What a crash loses is in the
/// journal.
final class CandleRecorder {
    static let batch = 1_000
    static let interval: UInt64 = 5_000_000_000

    private let store: CandleStore
    private let base: Timeframe
    private var waiting: [(id: InstrumentID, candle: Candle)] = []
    private var observations: [Series: [SideObservation]] = [:]
    /// Funding rates that were paid and that no head reads. What the store has of them stays: another session may be warmed up with it.
    private var settlements: [InstrumentID: [SideObservation]] = [:]
    private var since: UInt64?
    private(set) var written = 0
    private(set) var revised = 0

    private struct Series: Hashable {
        var id: InstrumentID
        var kind: SideKind
    }

    init(_ store: CandleStore, base: Timeframe) {
        self.store = store
        self.base = base
    }

    /// Takes it upon itself when the journal's pages go into the file.
    func begin() throws { try store.holdCheckpoints() }

    func add(_ candle: Candle, _ id: InstrumentID, now: UInt64) {
        waiting.append((id, candle))
        if since == nil { since = now }
    }

    func add(_ observation: SideObservation, _ kind: SideKind, _ id: InstrumentID, now: UInt64) {
        observations[Series(id: id, kind: kind), default: []].append(observation)
        if since == nil { since = now }
    }

    func add(settlement observation: SideObservation, _ id: InstrumentID, now: UInt64) {
        settlements[id, default: []].append(observation)
        if since == nil { since = now }
    }

    /// Rows that are not written yet.
    private var count: Int {
        waiting.count + observations.values.reduce(0) { $0 + $1.count } + settlements.values.reduce(0) { $0 + $1.count }
    }

    /// Writes what is due.
    ///
    /// - Parameter isBusy: candles of a slice are coming in: writing waits until they are decided on, but not for more than twice as many rows or as long.
    func flush(now: UInt64, isBusy: Bool = false) throws {
        let (rows, interval) = isBusy ? (2 * Self.batch, 2 * Self.interval) : (Self.batch, Self.interval)
        guard let since, count >= rows || now >= since + interval else { return }
        try flush()
        // Here, and not in a transaction of the journal that a verdict waits for.
        try store.checkpoint()
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
        guard since != nil else { return }
        let (rows, base) = (waiting, base)
        var series = self.observations
        for (id, rates) in settlements {
            let missing = try store.missing(rates, id, .fundingRate)
            series[Series(id: id, kind: .fundingRate), default: []] += missing
        }
        let sorted = series.sorted { ($0.key.id.description, $0.key.kind.name) < ($1.key.id.description, $1.key.kind.name) }
        let outcome = try store.transaction { transaction in
            var outcome = InsertOutcome()
            for row in rows { outcome += try transaction.appendLive(row.candle, row.id, base, source: "live") }
            for (series, found) in sorted { try transaction.insertSide(found, series.id, series.kind, source: "live") }
            return outcome
        }
        written += outcome.inserted
        revised += outcome.revised
        waiting.removeAll(keepingCapacity: true)
        observations.removeAll(keepingCapacity: true)
        settlements.removeAll(keepingCapacity: true)
        since = nil
    }
}
