import PulseCore

/// What a parser hands to the writer at a time.
struct CandleBatch: Sendable {
    /// Good candles, ascending, all of one chunk.
    var columns = CandleColumns()
    /// Rows whose open time lies before an earlier row's: only the store can tell whether they are repetitions.
    var strays: [(line: Int, candle: Candle)] = []

    var isEmpty: Bool { columns.isEmpty && strays.isEmpty }
}

/// What a parser says of a file when it has seen all of it.
struct ParseSummary: Sendable {
    /// Rows with any content, without the header.
    var rows = 0
    /// Rows that repeat the row before.
    var duplicates = 0
    /// The first rejected rows.
    var rejected: [RejectedRow] = []
    var rejectedCount = 0
    /// The first gaps between accepted rows.
    var gaps: [Gap] = []
    var gapCount = 0
}
