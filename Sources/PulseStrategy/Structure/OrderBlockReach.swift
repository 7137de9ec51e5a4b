/// Which order blocks a candle touches, asked for all at once and without a branch for each: most candles touch none or one.
///
/// A copy of what of the blocks' state decides that, to be kept up with them. It may name a block that the candle leaves as it is (where
/// numbers are not finite), but leaves none out that it changes.
struct OrderBlockReach: Sendable {
    /// Five columns: limit, how much of the average true range is added to it, ceiling, and 1 for a bullish and a bearish block.
    private var columns = [Double](repeating: 0, count: 5 * OrderBlocks.capacity)

    private enum Column {
        static let limit = 0
        static let stretch = OrderBlocks.capacity
        static let ceiling = 2 * OrderBlocks.capacity
        static let bullish = 3 * OrderBlocks.capacity
        static let bearish = 4 * OrderBlocks.capacity
    }

    /// Takes over the state of a block.
    @inline(__always)
    mutating func note(_ block: OrderBlock, at position: Int) {
        columns.withUnsafeMutableBufferPointer { columns in
            let (price, isByRange) = block.limit
            columns[Column.limit + position] = price
            columns[Column.stretch + position] = isByRange ? 1 : 0
            columns[Column.ceiling + position] = block.ceiling
            columns[Column.bullish + position] = block.side > 0 ? 1 : 0
            columns[Column.bearish + position] = block.side > 0 ? 0 : 1
        }
    }

    /// One bit for each of the first `count` blocks that a candle touches.
    @inline(__always)
    func touched(high: Double, low: Double, range: Double, count: Int) -> UInt64 {
        var bits: UInt64 = 0
        columns.withUnsafeBytes { columns in
            @inline(__always) func pair(_ column: Int, _ position: Int) -> SIMD2<Double> {
                columns.loadUnaligned(fromByteOffset: 8 * (column + position), as: SIMD2<Double>.self)
            }
            for position in stride(from: 0, to: OrderBlocks.capacity, by: 2) {
                let (up, down) = (pair(Column.bullish, position), pair(Column.bearish, position))
                // Times the side: the end of the candle that comes towards the block, and the other one.
                let against = low * up - high * down
                let ahead = high * up - low * down
                let isQuiet =
                    (against .> pair(Column.limit, position) + range * pair(Column.stretch, position))
                    .& .!(ahead .> pair(Column.ceiling, position))
                let pairBits = SIMD2<UInt64>(1, 2).replacing(with: 0, where: isQuiet)
                bits |= (pairBits.x | pairBits.y) << UInt64(position)
            }
        }
        return bits & (1 << UInt64(count) - 1)
    }
}
