import Foundation
import GRDB
import PulseCore

extension CandleStore {
    /// The candles of a series whose open times lie in `range`, ascending. A series that is not there has none.
    ///
    /// Every chunk's checksum is verified. Throws `PulseError(.badData)` where a chunk is damaged.
    /// - Parameter selection: which columns are needed; the others are 0 and cost nearly nothing.
    public func read(
        _ id: InstrumentID, _ timeframe: Timeframe, _ range: TimeRange = .all, columns selection: ColumnSelection = .all
    ) throws -> CandleColumns {
        try read { database in
            guard let series = try SeriesKey.find(database, id, timeframe) else { return CandleColumns() }
            return try ChunkReader(database: database, series: series, file: url.path).read(range, selection)
        }
    }
}

/// Reads the chunks and the tail of one series inside a transaction.
struct ChunkReader {
    let database: Database
    let series: SeriesKey
    /// The store's file, for messages.
    let file: String

    /// The candles whose open times lie in `range`.
    func read(_ range: TimeRange, _ selection: ColumnSelection) throws -> CandleColumns {
        let range = range.intersection(.all)
        guard !range.isEmpty else { return CandleColumns() }
        let from = range.from.milliseconds
        let to = range.to.milliseconds
        // A chunk at the edge is decoded whole before the rest is cut off: room for all of it.
        let inChunks = try count(
            "SELECT total(candles) FROM candle_chunk WHERE series = ? AND chunk BETWEEN ? AND ?", chunkArguments(range))
        let inTail = try count(
            "SELECT count(*) FROM candle_tail WHERE series = ? AND open_time >= ? AND open_time < ?", [series.id, from, to])
        guard inChunks + inTail > 0 else { return CandleColumns() }

        var arrays = ColumnArrays(capacity: inChunks + inTail, selection)
        try arrays.fill { columns in
            var written = 0
            try forEachChunk(range) { decoder in
                let place = columns.advanced(by: written)
                try decoder.decode(into: place, selection)
                var kept = 0..<decoder.count
                let times = UnsafeBufferPointer(start: place.openTime, count: decoder.count)
                if let first = times.first, first < from { kept = (times.firstIndex { $0 >= from } ?? times.count)..<times.count }
                if let last = times.last, last >= to { kept = kept.lowerBound..<max(kept.lowerBound, times.firstIndex { $0 >= to } ?? 0) }
                place.move(from: kept.lowerBound, count: kept.count, selection)
                written += kept.count
            }
            return written
        }
        if inTail > 0 { try readTail(from, to, selection, into: &arrays) }
        return arrays.finish()
    }

    /// One chunk as columns, or nil if there is none.
    func readChunk(_ chunk: Int64) throws -> CandleColumns? {
        let range = TimeRange(
            from: Timestamp(milliseconds: max(0, series.grid.start(ofChunk: chunk))),
            to: Timestamp(milliseconds: series.grid.end(ofChunk: chunk)))
        var found: CandleColumns?
        try forEachChunk(range) { decoder in
            found = try decoder.columns()
        }
        return found
    }

    /// Calls `body` with a verified decoder for every chunk that touches `range`, in order; faults become errors that name the chunk.
    func forEachChunk(_ range: TimeRange, _ body: (ChunkDecoder) throws -> Void) throws {
        let statement = try database.cachedStatement(
            sql: "SELECT chunk, candles, data FROM candle_chunk WHERE series = ? AND chunk BETWEEN ? AND ? ORDER BY chunk")
        let rows = try Row.fetchCursor(statement, arguments: chunkArguments(range))
        while let row = try rows.next() {
            let chunk: Int64 = row[0]
            do {
                try row.withUnsafeData(atIndex: 2) { data in
                    guard let data else { throw ChunkDecoder.Fault.header }
                    try data.withUnsafeBytes { bytes in
                        let decoder = try ChunkDecoder(bytes, seed: series.seed(ofChunk: chunk))
                        // Room was made for as many as the row says.
                        guard decoder.count == row[1] as Int else { throw ChunkDecoder.Fault.header }
                        try body(decoder)
                    }
                }
            } catch is ChunkDecoder.Fault {
                throw damaged(chunk)
            }
        }
    }

    /// What is said about a damaged chunk.
    func damaged(_ chunk: Int64) -> PulseError {
        let from = Timestamp(milliseconds: series.grid.start(ofChunk: chunk))
        let to = Timestamp(milliseconds: series.grid.end(ofChunk: chunk))
        return PulseError(
            .badData, "the candles of \(series.instrument) \(series.timeframe) between \(from) and \(to) are damaged",
            at: SourceLocation(file: file), hint: "import them again into a new store")
    }

    private func readTail(_ from: Int64, _ to: Int64, _ selection: ColumnSelection, into arrays: inout ColumnArrays) throws {
        let tail = try TailTable(database: database, series: series).read(from: from, to: to)
        arrays.fill { columns in
            for (index, candle) in tail.enumerated() { columns.store(candle, at: index, selection) }
            return tail.count
        }
    }

    private func chunkArguments(_ range: TimeRange) -> StatementArguments {
        let first = series.grid.chunk(max(range.from.milliseconds, 0))
        let last = series.grid.chunk(max(range.to.milliseconds - 1, 0))
        return [series.id, first, last]
    }

    private func count(_ sql: String, _ arguments: StatementArguments) throws -> Int {
        try Int.fetchOne(database.cachedStatement(sql: sql), arguments: arguments) ?? 0
    }
}

extension ColumnPointers {
    /// Writes one candle.
    fileprivate func store(_ candle: Candle, at index: Int, _ selection: ColumnSelection) {
        openTime[index] = candle.openTime.milliseconds
        open[index] = candle.open
        high[index] = candle.high
        low[index] = candle.low
        close[index] = candle.close
        if selection >= .ohlcv { volume[index] = candle.volume }
        guard selection == .all else { return }
        quoteVolume[index] = candle.quoteVolume
        tradeCount[index] = candle.tradeCount
        takerBuyVolume[index] = candle.takerBuyVolume
        takerBuyQuoteVolume[index] = candle.takerBuyQuoteVolume
    }
}
