import PulseCore

/// Several indicators over the same candles, computed side by side in tiles that stay in the processor's cache. A column that two of them yield is computed
/// once and copied (see `ColumnContent`): a simple mean beside Bollinger's bands then takes a quarter of its time.
///
/// A value: a copy continues independently from the same state.
public struct IndicatorSet: Sendable {
    /// Candles that each indicator is given at a time: few enough for the candles to stay in the cache while all take their turn, enough to write each column
    /// in long stretches.
    private static let span = 4_096

    private var indicators: [any Indicator]
    private let plan: SharingPlan
    /// Position of each indicator's first column.
    private let starts: [Int]
    /// Number of output columns: the parts of all indicators in their order.
    public let columnCount: Int
    /// Candles before every column has a value.
    public let warmup: Int

    public init(_ indicators: [any Indicator]) {
        self.indicators = indicators
        plan = SharingPlan(contents: indicators.map(\.contents))
        starts = indicators.reduce(into: [0]) { $0.append($0[$0.count - 1] + type(of: $1).parts.count) }
        columnCount = starts[indicators.count]
        warmup = indicators.map(\.warmup).max() ?? 0
    }

    /// The indicators that users name. Throws a `usage` error where one cannot be made.
    public init(_ selections: [IndicatorSelection]) throws(PulseError) {
        var indicators: [any Indicator] = []
        for selection in selections { indicators.append(try selection.make()) }
        self.init(indicators)
    }

    /// Takes the next candles and writes one value a candle into each of `columnCount` columns.
    public mutating func process(_ block: CandleBlock, into columns: [UnsafeMutablePointer<Double>]) {
        precondition(columns.count == columnCount, "one column for each part")
        withUnsafeTemporaryAllocation(of: UnsafeMutablePointer<Double>.self, capacity: columnCount) { pointers in
            var offset = 0
            while offset < block.count {
                let tile = block[offset..<min(offset + Self.span, block.count)]
                for index in 0..<columnCount { pointers.initializeElement(at: index, to: columns[index] + offset) }
                for index in plan.computed {
                    indicators[index].process(tile, into: UnsafeBufferPointer(rebasing: pointers[starts[index]..<starts[index + 1]]))
                }
                for copy in plan.copies { pointers[copy.to].update(from: pointers[copy.from], count: tile.count) }
                offset += tile.count
            }
        }
    }

    /// The columns of a whole series, from the state as it is; this set stays as it was.
    public func compute(_ candles: CandleColumns) -> [[Double]] {
        let count = candles.count
        if count == 0 { return Array(repeating: [], count: columnCount) }
        var copy = self
        var columns: [[Double]] = []
        // Each column is lent inside its own initialiser, the last one innermost.
        func lend(_ pointers: [UnsafeMutablePointer<Double>]) {
            if pointers.count == columnCount {
                candles.withBlock { copy.process($0, into: pointers) }
                return
            }
            let column = [Double](unsafeUninitializedCapacity: count) { buffer, filled in
                if let address = buffer.baseAddress { lend(pointers + [address]) }
                filled = count
            }
            columns.append(column)
        }
        lend([])
        return columns.reversed()
    }
}
