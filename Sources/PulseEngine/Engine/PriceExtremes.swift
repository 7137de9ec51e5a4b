import PulseCore

/// Extremes of blocks of candles, with which the first candle that reaches a price is found in few looks.
public struct PriceExtremes: Sendable {
    /// What a stretch of candles came to.
    public struct Stretch {
        /// The first candle that is not part of it.
        public internal(set) var end: Int
        public internal(set) var lowest = Double.infinity
        public internal(set) var highest = -Double.infinity

        /// Takes the next candle if it stays between two prices; returns whether it does.
        @inline(__always)
        mutating func take(_ candles: CandleBlock, between lower: Double, _ upper: Double) -> Bool {
            let (low, high) = (candles.low[end], candles.high[end])
            guard low > lower, high < upper else { return false }
            lowest = low < lowest ? low : lowest
            highest = high > highest ? high : highest
            end += 1
            return true
        }
    }

    /// Candles in a block.
    static let length = 16

    private let lows: [Double]
    private let highs: [Double]

    public init(_ candles: CandleColumns) {
        var (lows, highs): ([Double], [Double]) = ([], [])
        for start in stride(from: 0, to: candles.count, by: Self.length) {
            let end = min(start + Self.length, candles.count)
            lows.append(candles.low[start..<end].reduce(.infinity, min))
            highs.append(candles.high[start..<end].reduce(-.infinity, max))
        }
        (self.lows, self.highs) = (lows, highs)
    }

    /// Candles from `start` on, before `end`, that stay between two prices, up to the first that does not.
    @usableFromInline
    func inside(_ lower: Double, _ upper: Double, _ candles: CandleBlock, from start: Int, to end: Int) -> Stretch {
        var stretch = Stretch(end: start)
        let firstBlock = (start + Self.length - 1) / Self.length
        guard extend(&stretch, lower, upper, candles, to: min(end, firstBlock * Self.length)), stretch.end < end else { return stretch }
        lows.withUnsafeBufferPointer { lows in
            highs.withUnsafeBufferPointer { highs in
                for block in firstBlock..<max(firstBlock, end / Self.length) {
                    guard lows[block] > lower, highs[block] < upper else { break }
                    stretch.lowest = min(stretch.lowest, lows[block])
                    stretch.highest = max(stretch.highest, highs[block])
                    stretch.end += Self.length
                }
            }
        }
        _ = extend(&stretch, lower, upper, candles, to: min(end, stretch.end + Self.length))
        return stretch
    }

    /// Candle by candle; returns whether all of them stay inside.
    @inline(__always)
    private func extend(_ stretch: inout Stretch, _ lower: Double, _ upper: Double, _ candles: CandleBlock, to end: Int) -> Bool {
        while stretch.end < end {
            guard stretch.take(candles, between: lower, upper) else { return false }
        }
        return true
    }
}
