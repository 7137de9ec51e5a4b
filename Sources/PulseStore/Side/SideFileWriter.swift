import GRDB
import PulseCore

/// Writes the observations of one file inside one transaction and keeps the account of its rows.
struct SideFileWriter {
    /// The most series that one file may name (P9).
    private static let maximumSeries = 1_000

    private let transaction: CandleTransaction
    private let table: SideTable
    private var seriesIDs: [Int64] = []
    private(set) var result: FileImport
    private var firstRevision: String?

    init(transaction: CandleTransaction, recordedAt: Timestamp?, result: FileImport) throws {
        self.transaction = transaction
        self.result = result
        table = try SideTable(transaction.database, source: result.path, recordedAt: recordedAt)
    }

    mutating func reject(_ line: Int, _ reason: @autoclosure () -> String) {
        result.rows += 1
        result.rejectedCount += 1
        if result.rejected.count < CandleRowParser.Limit.rejected {
            result.rejected.append(RejectedRow(line: line, reason: reason()))
        }
    }

    /// Stores what one row says: it counts as new where any of its observations is, and as revised where any of them changed another.
    mutating func write(_ rows: [SideRow], line: Int) throws {
        for row in rows {
            if let fault = SideValidation.fault(in: row.observation, row.kind) { return reject(line, fault) }
        }
        result.rows += 1
        var isNew = false
        var isRevised = false
        for row in rows {
            let position = try position(of: row)
            switch try table.store(row.observation, series: seriesIDs[position]) {
            case .inserted:
                isNew = true
                result.side[position].outcome.inserted += 1
            case .duplicate:
                result.side[position].outcome.duplicates += 1
            case .revised(let old):
                isRevised = true
                result.side[position].outcome.revised += 1
                noteRevision(row, old)
            }
            let event = row.observation.eventTime
            result.side[position].from = min(result.side[position].from, event)
            result.side[position].to = max(result.side[position].to, event)
        }
        if isRevised {
            result.revised += 1
        } else if isNew {
            result.inserted += 1
        } else {
            result.duplicates += 1
        }
    }

    /// The end of the file. Throws what shall undo everything.
    mutating func finish(warnings: [String]) throws {
        result.warnings += warnings
        if let firstRevision {
            let count = result.side.reduce(0) { $0 + $1.outcome.revised }
            result.warnings.append("\(count) observations contradict stored ones and replace them; the first: \(firstRevision)")
        }
        result.side.sort { ($0.instrument?.description ?? "", $0.kind) < ($1.instrument?.description ?? "", $1.kind) }
        let instruments = Set(result.side.map(\.instrument))
        result.instrument = instruments.count == 1 ? instruments.first ?? nil : nil
        let location = SourceLocation(file: result.path)
        guard result.rows > 0 else { throw PulseError(.badData, "the file holds no observations", at: location) }
        guard result.rejectedCount * 2 <= result.rows else {
            let first = result.rejected.first.map { "; the first, line \($0.line): \($0.reason)" } ?? ""
            throw PulseError(
                .badData, "\(result.rejectedCount) of \(result.rows) rows were rejected: nothing was imported\(first)", at: location,
                hint: "say with --kind what the file holds, if it was mistaken for something else")
        }
    }

    private mutating func position(of row: SideRow) throws -> Int {
        if let found = result.side.firstIndex(where: { $0.instrument == row.instrument && $0.kind == row.kind }) { return found }
        guard result.side.count < Self.maximumSeries else {
            throw PulseError(.badData, "names more than \(Self.maximumSeries) series", at: SourceLocation(file: result.path))
        }
        seriesIDs.append(try SideKey.findOrCreate(transaction.database, row.instrument, row.kind))
        let event = row.observation.eventTime
        result.side.append(SideImport(instrument: row.instrument, kind: row.kind, from: event, to: event))
        return result.side.count - 1
    }

    private mutating func noteRevision(_ row: SideRow, _ old: SideObservation) {
        guard firstRevision == nil else { return }
        let new = row.observation
        func text(_ observation: SideObservation) -> String {
            "\(observation.value) (weight \(observation.weight), known \(observation.knownAt))"
        }
        firstRevision = "\(row.kind.name) of \(new.eventTime), \(text(old)) becomes \(text(new))"
    }
}
