import Foundation
import GRDB
import PulseCore

/// Changes to a store that happen together or not at all; lent by `CandleStore.transaction`.
public struct CandleTransaction {
    let database: Database
    /// The store's file, for messages.
    let file: String

    /// Adds candles of one series; see `CandleStore.insert`.
    @discardableResult
    public func insert(
        _ columns: CandleColumns, _ id: InstrumentID, _ timeframe: Timeframe, source: String, recordedAt: Timestamp? = nil
    ) throws -> InsertOutcome {
        try validate(columns, id, timeframe)
        guard !columns.isEmpty else { return InsertOutcome() }
        let series = try SeriesKey.findOrCreate(database, id, timeframe)
        try fold(series)
        return try merge(columns, series, Revisions(database: database, series: series, source: source, recordedAt: recordedAt))
    }

    /// Adds one closed candle of a running feed; see `CandleStore.appendLive`.
    @discardableResult
    public func appendLive(
        _ candle: Candle, _ id: InstrumentID, _ timeframe: Timeframe, source: String, recordedAt: Timestamp? = nil
    ) throws -> InsertOutcome {
        let columns = CandleColumns(CollectionOfOne(candle))
        try validate(columns, id, timeframe)
        let series = try SeriesKey.findOrCreate(database, id, timeframe)
        let newest = try Int64.fetchOne(
            database.cachedStatement(sql: "SELECT max(last_open) FROM candle_chunk WHERE series = ?"), arguments: [series.id])
        if let newest, candle.openTime.milliseconds <= newest {
            return try insert(columns, id, timeframe, source: source, recordedAt: recordedAt)
        }
        let tail = TailTable(database: database, series: series)
        var outcome = InsertOutcome()
        if let known = try tail.read(from: candle.openTime.milliseconds, to: candle.openTime.milliseconds + 1).first {
            if CandleValidation.repeats(candle, of: known) { return InsertOutcome(duplicates: 1) }
            try Revisions(database: database, series: series, source: source, recordedAt: recordedAt).record(known, candle)
            outcome.revised = 1
        } else {
            outcome.inserted = 1
        }
        try tail.store(candle)
        try InstrumentTable(database: database).learn(id, priceDecimals: nil, volumeDecimals: nil)
        if try tail.count() > TailTable.capacity { try fold(series) }
        return outcome
    }

    /// The candle of an open time, or nil: for importers that meet a row twice.
    public func candle(at openTime: Timestamp, _ id: InstrumentID, _ timeframe: Timeframe) throws -> Candle? {
        guard let series = try SeriesKey.find(database, id, timeframe) else { return nil }
        let range = TimeRange(from: openTime, to: openTime.advanced(byMilliseconds: 1))
        let found = try ChunkReader(database: database, series: series, file: file).read(range, .all)
        return found.isEmpty ? nil : found[0]
    }

    /// Moves the tail of a series into its chunks.
    func fold(_ series: SeriesKey) throws {
        let tail = TailTable(database: database, series: series)
        let candles = try tail.read()
        guard !candles.isEmpty else { return }
        // Nothing in the chunks is as new as the tail, so there is nothing to revise.
        let revisions = Revisions(database: database, series: series, source: "tail", recordedAt: nil)
        _ = try merge(CandleColumns(candles), series, revisions)
        try tail.removeAll()
    }

    private func validate(_ columns: CandleColumns, _ id: InstrumentID, _ timeframe: Timeframe) throws {
        var previous: Int64?
        for index in 0..<columns.count {
            let candle = columns[index]
            let isAscending = previous.map { $0 < candle.openTime.milliseconds } ?? true
            let fault = isAscending ? CandleValidation.fault(in: candle, timeframe: timeframe) : "the open times do not ascend"
            if let fault {
                throw PulseError(.badData, "candle \(index + 1) of \(id) \(timeframe), \(candle.openTime): \(fault)")
            }
            previous = candle.openTime.milliseconds
        }
    }

    /// Puts ascending candles into the chunks they belong to.
    private func merge(_ columns: CandleColumns, _ series: SeriesKey, _ revisions: Revisions) throws -> InsertOutcome {
        let reader = ChunkReader(database: database, series: series, file: file)
        let chunks = ChunkTable(database: database, series: series)
        var outcome = InsertOutcome()
        var priceDecimals = 0
        var volumeDecimals = 0
        for (chunk, range) in series.grid.parts(of: columns.openTime) {
            let encoded: EncodedChunk
            if let known = try reader.readChunk(chunk) {
                var merge = ChunkMerge(known: known, revisions: revisions)
                try merge.merge(columns, range)
                outcome += merge.outcome
                guard merge.outcome.inserted + merge.outcome.revised > 0 else { continue }
                encoded = ChunkEncoder.encode(merge.merged, grid: series.grid, seed: series.seed(ofChunk: chunk))
            } else {
                outcome.inserted += range.count
                encoded = ChunkEncoder.encode(columns, range, grid: series.grid, seed: series.seed(ofChunk: chunk))
            }
            try chunks.store(encoded, chunk: chunk)
            priceDecimals = max(priceDecimals, encoded.priceDecimals ?? 0)
            volumeDecimals = max(volumeDecimals, encoded.volumeDecimals ?? 0)
        }
        if outcome.inserted + outcome.revised > 0 {
            try InstrumentTable(database: database).learn(
                series.instrument, priceDecimals: priceDecimals, volumeDecimals: volumeDecimals)
        }
        return outcome
    }
}
