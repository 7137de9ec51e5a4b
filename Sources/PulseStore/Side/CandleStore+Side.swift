import Foundation
import GRDB
import PulseCore

extension CandleTransaction {
    /// Adds observations of one side series; see `CandleStore.insertSide`.
    @discardableResult
    public func insertSide(
        _ observations: [SideObservation], _ id: InstrumentID?, _ kind: SideKind, source: String, recordedAt: Timestamp? = nil
    ) throws -> InsertOutcome {
        var outcome = InsertOutcome()
        guard !observations.isEmpty else { return outcome }
        let series = try SideKey.findOrCreate(database, id, kind)
        let table = try SideTable(database, source: source, recordedAt: recordedAt)
        for observation in observations {
            if let fault = SideValidation.fault(in: observation, kind) {
                throw PulseError(.badData, "\(kind.name) of \(id?.description ?? "*"), \(observation.eventTime): \(fault)")
            }
            switch try table.store(observation, series: series) {
            case .inserted: outcome.inserted += 1
            case .duplicate: outcome.duplicates += 1
            case .revised: outcome.revised += 1
            }
        }
        return outcome
    }
}

extension CandleStore {
    /// The most observations of one kind that are read at a time (P9): a minute series of nine years.
    public static let maximumSidePoints = 5_000_000

    /// Adds observations of one side series, in any order.
    ///
    /// Those that the store has already are counted as duplicates; those that say something else of the same event replace what was
    /// there, and the old and the new are recorded with `source` and `recordedAt` in the table `side_revision`.
    ///
    /// Throws `PulseError(.badData)` where an observation breaks a rule of `SideValidation`; then nothing is stored.
    /// - Parameter id: nil for what concerns all instruments.
    @discardableResult
    public func insertSide(
        _ observations: [SideObservation], _ id: InstrumentID?, _ kind: SideKind, source: String, recordedAt: Timestamp? = nil
    ) throws -> InsertOutcome {
        try transaction { try $0.insertSide(observations, id, kind, source: source, recordedAt: recordedAt) }
    }

    /// Every side series of the store: those of all instruments first, then by instrument and kind.
    public func sideSeries() throws -> [SideSeriesSummary] {
        try read { database in
            try SideKey.all(database).compactMap { series in
                let row = try Row.fetchOne(
                    database, sql: "SELECT count(*), min(event_time), max(event_time) FROM side_point WHERE series = ?",
                    arguments: [series.id])
                guard let row, row[0] as Int > 0 else { return nil }
                let revisions = try Int.fetchOne(
                    database, sql: "SELECT count(*) FROM side_revision WHERE series = ?", arguments: [series.id])
                return SideSeriesSummary(
                    instrument: series.instrument, kind: series.kind, from: Timestamp(milliseconds: row[1]),
                    to: Timestamp(milliseconds: row[2]), points: row[0], revisions: revisions ?? 0)
            }
        }
    }

    /// What is known beside the candles of an instrument: its own series, and those of all instruments.
    ///
    /// Sentiment of both kinds is joined; of the other kinds an instrument's own series takes the place of the general one; the
    /// general alt season is left out for BTC. Observations of
    /// weight 0 say nothing and are left out. Equal known times are ordered by event and item, so that the order of imports changes
    /// nothing.
    ///
    /// Throws `PulseError(.badData)` where a kind has more than `maximumSidePoints` observations in the span.
    /// - Parameters:
    ///   - from: observations that became known before are left out.
    ///   - through: observations that became known later are left out.
    public func side(
        _ id: InstrumentID, kinds: [SideKind] = SideKind.allCases, from: Timestamp, through: Timestamp
    ) throws -> SideInputs {
        try read { database in
            var inputs = SideInputs()
            for kind in kinds {
                var found = try sideObservations(database, id, kind, from: from, through: through)
                if (found.isEmpty && kind.concerns(id)) || kind == .sentiment {
                    found += try sideObservations(database, nil, kind, from: from, through: through)
                }
                let isSorted = zip(found, found.dropFirst()).allSatisfy { $0.order <= $1.order }
                inputs[kind] = SideSeries((isSorted ? found : found.sorted { $0.order < $1.order }).map(\.point))
            }
            return inputs
        }
    }

    /// Calls `body` with the observations of a series whose event times lie in `range`, in their order, a bounded number at a time.
    public func forEachSideObservation(
        _ id: InstrumentID?, _ kind: SideKind, _ range: TimeRange = .all, _ body: ([SideObservation]) throws -> Void
    ) throws {
        try read { database in
            guard let series = try SideKey.find(database, id, kind) else { return }
            let rows = try Row.fetchCursor(
                database,
                sql: """
                    SELECT event_time, item, known_at, value, weight FROM side_point WHERE series = ? AND event_time >= ? AND event_time < ?
                    ORDER BY event_time, item
                    """, arguments: [series, range.from.milliseconds, range.to.milliseconds])
            var batch: [SideObservation] = []
            while let row = try rows.next() {
                batch.append(SideObservation(row))
                guard batch.count == 8_192 else { continue }
                try body(batch)
                batch.removeAll(keepingCapacity: true)
            }
            if !batch.isEmpty { try body(batch) }
        }
    }

    /// The revisions of a side series in the order in which they were made, at most `limit` of them, the newest last.
    public func sideRevisions(_ id: InstrumentID?, _ kind: SideKind, limit: Int = 1_000) throws -> [SideRevision] {
        try read { database in
            guard let series = try SideKey.find(database, id, kind) else { return [] }
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT event_time, item, old_known_at, old_value, old_weight, known_at, value, weight, source, recorded_at
                    FROM side_revision WHERE series = ? ORDER BY id DESC LIMIT ?
                    """, arguments: [series, limit])
            return rows.reversed().map { row in
                func observation(_ first: Int) -> SideObservation {
                    SideObservation(
                        eventTime: Timestamp(milliseconds: row[0]), item: row[1], knownAt: Timestamp(milliseconds: row[first]),
                        value: row[first + 1], weight: row[first + 2])
                }
                let recordedAt: Int64? = row[9]
                return SideRevision(
                    old: observation(2), new: observation(5), source: row[8], recordedAt: recordedAt.map { Timestamp(milliseconds: $0) })
            }
        }
    }

    private func sideObservations(
        _ database: Database, _ id: InstrumentID?, _ kind: SideKind, from: Timestamp, through: Timestamp
    ) throws -> [SideObservation] {
        guard let series = try SideKey.find(database, id, kind) else { return [] }
        // The primary key is ordered by event; what is known in the span happened in it or a bounded time before.
        let statement = try database.cachedStatement(
            sql: """
                SELECT event_time, item, known_at, value, weight FROM side_point WHERE series = ? AND event_time >= ? AND event_time <= ?
                AND known_at >= ? AND known_at <= ? AND weight > 0 ORDER BY event_time, item
                """)
        let rows = try Row.fetchCursor(
            statement,
            arguments: [
                series, from.milliseconds - SideValidation.maximumDelay, through.milliseconds, from.milliseconds, through.milliseconds,
            ])
        var found: [SideObservation] = []
        while let row = try rows.next() {
            guard found.count < Self.maximumSidePoints else {
                throw PulseError(
                    .badData,
                    "\(id?.description ?? "*") has more than \(Self.maximumSidePoints) observations of \(kind.name) in the span",
                    at: SourceLocation(file: url.path), hint: "choose a shorter range")
            }
            found.append(SideObservation(row))
        }
        return found
    }
}

extension SideObservation {
    fileprivate init(_ row: Row) {
        self.init(
            eventTime: Timestamp(milliseconds: row[0]), item: row[1], knownAt: Timestamp(milliseconds: row[2]), value: row[3],
            weight: row[4])
    }

    fileprivate var order: (Timestamp, Timestamp, Int64) { (knownAt, eventTime, item) }
}
