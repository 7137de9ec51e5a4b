import Foundation
import GRDB
import PulseCore

/// Something that is wrong in a store.
public struct StoreFault: Hashable, Sendable {
    public var instrument: InstrumentID
    public var timeframe: Timeframe
    /// The span of the chunk that is concerned.
    public var range: TimeRange
    public var message: String
}

extension CandleStore {
    /// Reads everything and reports what is wrong: checksums, order and validity of the candles, and whether what is kept beside a chunk
    /// is true of it.
    ///
    /// Throws `PulseError(.badData)` where the SQLite file itself is damaged.
    /// - Parameter progress: is told the number of candles that were checked since its last call.
    public func verify(progress: (Int) -> Void = { _ in }) throws -> [StoreFault] {
        try read { database in
            if let problem = try String.fetchOne(database, sql: "PRAGMA quick_check(1)"), problem != "ok" {
                throw PulseError(.badData, "the store is damaged: \(problem)", at: SourceLocation(file: url.path))
            }
            var faults: [StoreFault] = []
            for series in try SeriesKey.all(database) {
                let reader = ChunkReader(database: database, series: series, file: url.path)
                for entry in try ChunkTable(database: database, series: series).entries() {
                    if let message = try Self.fault(in: entry, series, reader) {
                        let range = TimeRange(
                            from: Timestamp(milliseconds: series.grid.start(ofChunk: entry.chunk)),
                            to: Timestamp(milliseconds: series.grid.end(ofChunk: entry.chunk)))
                        faults.append(
                            StoreFault(instrument: series.instrument, timeframe: series.timeframe, range: range, message: message))
                    }
                    progress(entry.candles)
                }
                faults += try Self.tailFaults(database, series)
            }
            return faults
        }
    }

    private static func fault(in entry: ChunkTable.Entry, _ series: SeriesKey, _ reader: ChunkReader) throws -> String? {
        let columns: CandleColumns?
        do {
            columns = try reader.readChunk(entry.chunk)
        } catch let error as PulseError where error.kind == .badData {
            return "the checksum does not fit the candles"
        }
        guard let columns, !columns.isEmpty else { return "the chunk is empty" }
        for index in 0..<columns.count {
            let candle = columns[index]
            if index > 0, columns.openTime[index - 1] >= columns.openTime[index] {
                return "\(candle.openTime): the open times do not ascend"
            }
            if series.grid.chunk(columns.openTime[index]) != entry.chunk { return "\(candle.openTime): belongs to another chunk" }
            if let fault = CandleValidation.fault(in: candle, timeframe: series.timeframe) { return "\(candle.openTime): \(fault)" }
        }
        let statistics = columns.withBlock { ChunkStatistics($0, step: series.grid.step) }
        let isTrue =
            statistics.firstOpen == entry.firstOpen && statistics.lastOpen == entry.lastOpen && statistics.count == entry.candles
            && statistics.gaps == entry.gaps && statistics.traded == entry.traded && statistics.takerKnown == entry.takerKnown
        return isTrue ? nil : "the chunk's row does not describe its candles"
    }

    private static func tailFaults(_ database: Database, _ series: SeriesKey) throws -> [StoreFault] {
        try TailTable(database: database, series: series).read().compactMap { candle in
            guard let fault = CandleValidation.fault(in: candle, timeframe: series.timeframe) else { return nil }
            let range = TimeRange(
                from: candle.openTime, to: candle.openTime.advanced(byMilliseconds: series.timeframe.milliseconds))
            return StoreFault(instrument: series.instrument, timeframe: series.timeframe, range: range, message: fault)
        }
    }
}
