import PulseCore

/// Turns the text of a CSV file into batches of candles. Bytes in, candles out: no file, no store.
///
/// Every row is checked: that it has its columns, that they are numbers, that the candle is possible, that it lies on the timeframe's
/// grid, and that open times ascend.
struct CandleRowParser {
    /// Bounds of what is kept of a file (P9).
    enum Limit {
        static let rejected = 1_000
        static let gaps = 100_000
        static let strays = 4_096
        static let lineBytes = 1 << 16
    }

    private let layout: CandleLayout
    private let timeframe: Timeframe
    private let grid: ChunkGrid
    private var chunkEnd = Int64.min
    private var previous: Candle?
    private var line = 0
    private var batch = CandleBatch()
    private(set) var summary = ParseSummary()

    init(layout: CandleLayout, timeframe: Timeframe) {
        self.layout = layout
        self.timeframe = timeframe
        grid = ChunkGrid(timeframe)
    }

    /// Parses whole lines, each with its line feed (the last one may lack it), and gives away full batches.
    mutating func parse(_ bytes: UnsafeBufferPointer<UInt8>, _ emit: (CandleBatch) throws -> Void) throws {
        guard var cursor = bytes.baseAddress else { return }
        let end = cursor + bytes.count
        while cursor < end {
            var lineEnd = cursor
            while lineEnd < end, lineEnd.pointee != UInt8(ascii: "\n") { lineEnd += 1 }
            let next = lineEnd < end ? lineEnd + 1 : end
            if lineEnd > cursor, (lineEnd - 1).pointee == UInt8(ascii: "\r") { lineEnd -= 1 }
            line += 1
            if lineEnd > cursor, !(line == 1 && layout.hasHeader) { try parseLine(cursor, lineEnd, emit) }
            cursor = next
        }
    }

    /// Gives away what is left.
    mutating func finish(_ emit: (CandleBatch) throws -> Void) throws {
        if !batch.isEmpty { try flush(emit) }
    }

    private mutating func parseLine(
        _ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, _ emit: (CandleBatch) throws -> Void
    ) throws {
        summary.rows += 1
        var row = CandleRow()
        if let column = row.parse(start, end, layout) {
            let reason = row.reason(layout, column)
            return reject(reason)
        }
        let candle = row.candle
        let timeframe = timeframe
        guard Timestamp.plausible.contains(candle.openTime) else { return reject("the open time is not within the years 1970 to 2099") }
        guard timeframe.isAligned(candle.openTime) else { return reject("the open time is not a multiple of \(timeframe)") }
        if let fault = CandleValidation.contentFault(in: candle) { return reject(fault) }
        if let previous {
            let step = candle.openTime.milliseconds - previous.openTime.milliseconds
            if step == 0 {
                if candle == previous { summary.duplicates += 1 } else { reject("contradicts an earlier row of the same open time") }
                return
            }
            if step < 0 {
                batch.strays.append((line, candle))
                if batch.strays.count >= Limit.strays { try flush(emit) }
                return
            }
            if step > timeframe.milliseconds { noteGap(after: previous.openTime, before: candle.openTime) }
        }
        if candle.openTime.milliseconds >= chunkEnd {
            if !batch.isEmpty { try flush(emit) }
            chunkEnd = grid.end(ofChunk: grid.chunk(candle.openTime.milliseconds))
        }
        batch.columns.append(candle)
        previous = candle
    }

    private mutating func flush(_ emit: (CandleBatch) throws -> Void) throws {
        let full = batch
        batch = CandleBatch()
        batch.columns.reserveCapacity(full.columns.count)
        try emit(full)
    }

    private mutating func reject(_ reason: @autoclosure () -> String) {
        summary.rejectedCount += 1
        if summary.rejected.count < Limit.rejected { summary.rejected.append(RejectedRow(line: line, reason: reason())) }
    }

    private mutating func noteGap(after last: Timestamp, before next: Timestamp) {
        summary.gapCount += 1
        guard summary.gaps.count < Limit.gaps else { return }
        let from = last.advanced(byMilliseconds: timeframe.milliseconds)
        summary.gaps.append(
            Gap(from: from, to: next, missing: Int((next.milliseconds - from.milliseconds) / timeframe.milliseconds)))
    }
}
