import PulseCore
import PulseStore

/// Puts candles and observations that only the journal has into the store: those that a process had not written yet when it died.
public struct CandleRescue {
    private let store: CandleStore
    private let base: Timeframe
    /// The last candles, as many as a process can have held back.
    private var last: [(instrument: Int, candle: Candle)] = []
    /// One more than the last instrument that has candles.
    private var followed = 0
    private var observations: [PaperSession.SideKey: [SideObservation]] = [:]

    /// Beyond what waits in the recorder, as much of each instrument or series as comes at a time (P9).
    private static let kept = CandleRecorder.batch

    public init(_ store: CandleStore, base: Timeframe) {
        self.store = store
        self.base = base
    }

    public mutating func take(_ event: SessionEvent) throws {
        switch event {
        case .candle(let instrument, let candle), .late(let instrument, let candle):
            last.append((instrument, candle))
            followed = max(followed, instrument + 1)
            let kept = CandleRecorder.limit + followed * Self.kept
            if last.count >= 2 * kept { last.removeFirst(last.count - kept) }
        case .side(let instrument?, let kind, let observation):
            let key = PaperSession.SideKey(instrument: instrument, kind: kind)
            observations[key, default: []].append(observation)
            if observations[key, default: []].count >= 2 * Self.kept { observations[key]?.removeFirst(Self.kept) }
        default: break
        }
    }

    /// Writes what the store lacks. What it has otherwise by now stays as it is.
    public func finish(_ instruments: [Instrument]) throws {
        for (index, rows) in Dictionary(grouping: last, by: { $0.instrument }).sorted(by: { $0.key < $1.key }) {
            let candles = rows.map { $0.candle }
            guard let first = candles.first?.openTime, let end = candles.last?.openTime.advanced(byMilliseconds: 1) else { continue }
            let known = Set(try store.read(instruments[index].id, base, TimeRange(from: first, to: end)).openTime)
            let missing = CandleColumns(candles.filter { !known.contains($0.openTime.milliseconds) })
            if !missing.isEmpty { try store.insert(missing, instruments[index].id, base, source: "journal") }
        }
        for (key, found) in observations {
            guard let first = found.map(\.eventTime).min(), let last = found.map(\.eventTime).max() else { continue }
            let id = instruments[key.instrument].id
            var known: Set<Timestamp> = []
            try store.forEachSideObservation(id, key.kind, TimeRange(from: first, to: last.advanced(byMilliseconds: 1))) { batch in
                known.formUnion(batch.map(\.eventTime))
            }
            try store.insertSide(found.filter { !known.contains($0.eventTime) }, id, key.kind, source: "journal")
        }
    }
}
