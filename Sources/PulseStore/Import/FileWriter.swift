import Foundation
import PulseCore

/// Writes the batches of one file inside one transaction and keeps the account of its rows.
struct FileWriter {
    let transaction: CandleTransaction
    let file: CandleFile
    let recordedAt: Timestamp?
    private(set) var result: FileImport
    private var strayRejections: [RejectedRow] = []
    private var strayRejectionCount = 0

    init(transaction: CandleTransaction, file: CandleFile, recordedAt: Timestamp?, result: FileImport) {
        self.transaction = transaction
        self.file = file
        self.recordedAt = recordedAt
        self.result = result
    }

    /// Takes one message; false after the last. Throws what shall undo everything.
    mutating func take(_ message: BatchQueue.Message, _ progress: (Int) -> Void) throws -> Bool {
        switch message {
        case .recognized(let recognized):
            result.instrument = recognized.instrument
            result.warnings = recognized.warnings
            return true
        case .batch(let batch):
            try write(batch)
            progress(batch.columns.count)
            return true
        case .finished(let summary):
            try finish(summary)
            return false
        case .failed(let error):
            throw error
        }
    }

    private mutating func write(_ batch: CandleBatch) throws {
        guard let instrument = result.instrument else { return }
        let outcome = try transaction.insert(
            batch.columns, instrument, file.timeframe, source: file.url.path, recordedAt: recordedAt)
        result.inserted += outcome.inserted
        result.duplicates += outcome.duplicates
        result.revised += outcome.revised
        for (line, candle) in batch.strays {
            let known = try transaction.candle(at: candle.openTime, instrument, file.timeframe)
            if let known, CandleValidation.repeats(candle, of: known) {
                result.duplicates += 1
                continue
            }
            strayRejectionCount += 1
            guard strayRejections.count < CandleRowParser.Limit.rejected else { continue }
            let reason =
                known == nil ? "the open time is before that of the row before" : "contradicts an earlier row of the same open time"
            strayRejections.append(RejectedRow(line: line, reason: reason))
        }
    }

    private mutating func finish(_ summary: ParseSummary) throws {
        result.rows = summary.rows
        result.duplicates += summary.duplicates
        let rejected = (summary.rejected + strayRejections).sorted { $0.line < $1.line }
        result.rejected = Array(rejected.prefix(CandleRowParser.Limit.rejected))
        result.rejectedCount = summary.rejectedCount + strayRejectionCount
        result.gaps = summary.gaps
        result.gapCount = summary.gapCount
        let location = SourceLocation(file: file.url.path)
        guard result.rows > 0 else { throw PulseError(.badData, "the file holds no candles", at: location) }
        guard result.rejectedCount * 2 <= result.rows else {
            let first = result.rejected.first.map { "; the first, line \($0.line): \($0.reason)" } ?? ""
            throw PulseError(
                .badData, "\(result.rejectedCount) of \(result.rows) rows were rejected: nothing was imported\(first)", at: location,
                hint: "are the columns in the order that was assumed, and the rows in that of time?")
        }
    }
}
