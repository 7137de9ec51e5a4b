import PulseCore
import PulseStore

/// Writes a session's candles, and what came beside them, to the store in batches: a thousand, or what came in five seconds. What a crash loses is in the
/// journal, so that a store which another process writes to for long is no reason to end a session.
final class CandleRecorder {
    static let batch = 1_000
    static let interval: UInt64 = 5_000_000_000
    /// Rows that wait for the store at most (P9): `CandleRescue` finds as many.
    static let limit = 16_000

    private let store: CandleStore
    private let base: Timeframe
    private var waiting: [(id: InstrumentID, candle: Candle)] = []
    private var observations: [Series: [SideObservation]] = [:]
    /// Funding rates that were paid and that no head reads. What the store has of them stays: another session may be warmed up with it.
    private var settlements: [InstrumentID: [SideObservation]] = [:]
    private var since: UInt64?
    /// The store was busy: not before this is it tried again.
    private var retryAt: UInt64 = 0
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
    /// Where another process writes to the store for long, rows wait for a later call, up to `limit`.
    ///
    /// - Parameter isBusy: candles of a slice are coming in: writing waits until they are decided on, but not for more than twice as many rows or as long.
    func flush(now: UInt64, isBusy: Bool = false) throws {
        let (rows, interval) = isBusy ? (2 * Self.batch, 2 * Self.interval) : (Self.batch, Self.interval)
        let count = count
        guard let since, count >= rows || now >= since + interval, now >= retryAt || count >= Self.limit else { return }
        do {
            try flush()
        } catch let error as PulseError where error.kind == .tryAgain && count < Self.limit {
            retryAt = now + Self.interval
            return
        }
        // Here, and not in a transaction of the journal that a verdict waits for.
        try store.checkpoint()
    }

    /// The candle of an open time as the store has it, with everything that was added.
    func known(_ openTime: Timestamp, _ id: InstrumentID) throws -> Candle? {
        let candles = try known(TimeRange(from: openTime, to: openTime.advanced(byMilliseconds: 1)), id)
        return candles.isEmpty ? nil : candles[0]
    }

    /// The candles of a range as the store has them, with everything that was added. Reading waits for nobody, as writing would.
    func known(_ range: TimeRange, _ id: InstrumentID) throws -> CandleColumns {
        let stored = try store.read(id, base, range)
        let added = waiting.filter { $0.id == id && range.contains($0.candle.openTime) }
        guard !added.isEmpty else { return stored }
        var candles: [Int64: Candle] = [:]
        for row in 0..<stored.count { candles[stored.openTime[row]] = stored[row] }
        for row in added { candles[row.candle.openTime.milliseconds] = row.candle }
        return CandleColumns(candles.values.sorted { $0.openTime < $1.openTime })
    }

    /// Writes everything, and waits for other writers for as long as the journal does.
    func finish() throws { try write { try store.patientTransaction($0) } }

    /// Writes everything. A candle that the store knows otherwise becomes a revision.
    private func flush() throws { try write { try store.transaction($0) } }

    private func write(_ transaction: ((CandleTransaction) throws -> InsertOutcome) throws -> InsertOutcome) throws {
        guard since != nil else { return }
        let (rows, base) = (waiting, base)
        var series = self.observations
        for (id, rates) in settlements {
            let missing = try store.missing(rates, id, .fundingRate)
            series[Series(id: id, kind: .fundingRate), default: []] += missing
        }
        let sorted = series.sorted { ($0.key.id.description, $0.key.kind.name) < ($1.key.id.description, $1.key.kind.name) }
        let outcome = try transaction { transaction in
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
