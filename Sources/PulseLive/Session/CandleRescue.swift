import PulseCore
import PulseResearch
import PulseStore

/// Puts candles and observations that only the journal has into the store: those that a process had not written yet when it died.
///
/// They are among the last rows of the journal: a process flushes its recorder after each batch of events (`PaperSession.commit`), so that what it
/// holds back is no more than the recorder may (`CandleRecorder.limit`), and a batch of the journal that it may have written and not looked at.
public struct CandleRescue {
    private enum Row {
        case candle(Candle)
        /// What the venue said of a candle afterwards.
        case revised(Candle)
        case side(SideKind, SideObservation)
        case funding(FundingSettlement)
    }

    private let store: CandleStore
    private let base: Timeframe
    /// The last rows, in the journal's order.
    private var rows: [(instrument: Int, row: Row)] = []

    /// More than a process holds back (P9).
    private static let kept = CandleRecorder.limit + 4_096

    public init(_ store: CandleStore, base: Timeframe) {
        self.store = store
        self.base = base
    }

    public mutating func take(_ event: SessionEvent) throws {
        switch event {
        case .candle(let instrument, let candle), .late(let instrument, let candle): rows.append((instrument, .candle(candle)))
        case .revised(let instrument, let candle): rows.append((instrument, .revised(candle)))
        case .side(let instrument?, let kind, let observation): rows.append((instrument, .side(kind, observation)))
        case .funding(let instrument, let settlement): rows.append((instrument, .funding(settlement)))
        default: break
        }
        if rows.count >= 2 * Self.kept { rows.removeFirst(rows.count - Self.kept) }
    }

    /// Writes what the store lacks. What it has otherwise by now stays as it is, but for candles that the venue revised.
    public func finish(_ replay: SessionReplay) throws {
        var candles: [Int: [Timestamp: (candle: Candle, isRevised: Bool)]] = [:]
        var observations: [PaperSession.SideKey: [SideObservation]] = [:]
        var settlements: [PaperSession.SideKey: [SideObservation]] = [:]
        for (instrument, row) in rows {
            switch row {
            case .candle(let candle):
                // One that was compared before it came late says nothing new.
                guard candles[instrument]?[candle.openTime] == nil else { continue }
                candles[instrument, default: [:]][candle.openTime] = (candle: candle, isRevised: false)
            case .revised(let candle):
                // What an instrument was warmed up with stays as it was.
                guard candle.openTime >= replay.joinedAt[instrument] else { continue }
                candles[instrument, default: [:]][candle.openTime] = (candle: candle, isRevised: true)
            case .side(let kind, let observation):
                observations[PaperSession.SideKey(instrument: instrument, kind: kind), default: []].append(observation)
            case .funding(let settlement):
                let key = PaperSession.SideKey(instrument: instrument, kind: .fundingRate)
                if let observation = settlement.observation { settlements[key, default: []].append(observation) }
            }
        }
        let instruments = replay.core.instruments
        for (index, found) in candles.sorted(by: { $0.key < $1.key }) { try write(found, instruments[index].id) }
        // What the side watch was told of comes first: it has the venue's own times.
        for found in [observations, settlements] {
            for (key, series) in found {
                let id = instruments[key.instrument].id
                try store.insertSide(try store.missing(series, id, key.kind), id, key.kind, source: "journal")
            }
        }
    }

    private func write(_ found: [Timestamp: (candle: Candle, isRevised: Bool)], _ id: InstrumentID) throws {
        let times = found.keys.sorted()
        guard let first = times.first, let end = times.last?.advanced(byMilliseconds: 1) else { return }
        let stored = try store.read(id, base, TimeRange(from: first, to: end))
        var known: [Timestamp: Candle] = [:]
        for index in 0..<stored.count { known[stored[index].openTime] = stored[index] }
        let lacking = times.compactMap { time -> Candle? in
            guard let (candle, isRevised) = found[time] else { return nil }
            return known[time].map { isRevised && $0 != candle } ?? true ? candle : nil
        }
        if !lacking.isEmpty { try store.insert(CandleColumns(lacking), id, base, source: "journal") }
    }
}
