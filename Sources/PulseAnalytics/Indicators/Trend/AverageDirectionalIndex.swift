import PulseCore

/// Wilder's average directional index and the directional indicators +DI and -DI it is made of, 0...100.
///
/// Smoothing starts as in TA-Lib with the sum of n - 1 movements. Neutral values: all three are 0 where nothing moves.
public struct AverageDirectionalIndex: Indicator {
    public static let parts = ["", "plus", "minus"]
    public let warmup: Int
    private var range = TrueRange()
    private var movement = DirectionalMovement()
    private var smoothRange: WilderMean
    private var smoothPlus: WilderMean
    private var smoothMinus: WilderMean
    private var smoothIndex: WilderMean
    private var mask: WarmupMask

    /// Traps on a period below 2.
    public init(period: Int = 14) {
        smoothRange = WilderMean(directionalPeriod: period)
        smoothPlus = WilderMean(directionalPeriod: period)
        smoothMinus = WilderMean(directionalPeriod: period)
        smoothIndex = WilderMean(period: period)
        warmup = 2 * period - 1
        mask = WarmupMask(warmup: warmup)
    }

    public mutating func process(_ block: CandleBlock, into outputs: UnsafeBufferPointer<UnsafeMutablePointer<Double>>) {
        Tile.withColumns(3) { scratch in
            block.forEachTile { tile, offset in
                process(tile, scratch, index: outputs[0] + offset, plus: outputs[1] + offset, minus: outputs[2] + offset)
            }
        }
    }

    private mutating func process(
        _ tile: CandleBlock, _ scratch: ScratchColumns, index: UnsafeMutablePointer<Double>, plus: UnsafeMutablePointer<Double>,
        minus: UnsafeMutablePointer<Double>
    ) {
        let count = tile.count
        range.process(tile, into: scratch[0])
        movement.process(tile, plus: scratch[1], minus: scratch[2])
        smoothRange.process(scratch[0], count: count, into: scratch[0])
        smoothPlus.process(scratch[1], count: count, into: scratch[1])
        smoothMinus.process(scratch[2], count: count, into: scratch[2])
        for i in 0..<count {
            let (up, down, range) = (scratch[1][i], scratch[2][i], scratch[0][i])
            let sum = up + down
            let scale = range == 0 ? 0 : 100 / range
            plus[i] = up * scale
            minus[i] = down * scale
            index[i] = sum == 0 ? 0 : 100 * ((up - down).magnitude / sum)
        }
        smoothIndex.process(index, count: count, into: index)
        let masked = mask.take(count)
        ColumnMath.fillNaN(plus, count: masked)
        ColumnMath.fillNaN(minus, count: masked)
    }
}

/// Wilder's directional movement: how far a candle reaches beyond the one before, on the side where it reaches further; 0 on the other. NaN for the first.
struct DirectionalMovement: Sendable {
    private var previousHigh = Double.nan
    private var previousLow = Double.nan

    @inline(__always)
    mutating func process(_ tile: CandleBlock, plus: UnsafeMutablePointer<Double>, minus: UnsafeMutablePointer<Double>) {
        let count = tile.count
        if count == 0 { return }
        (plus[0], minus[0]) = Self.movement(tile.high[0], tile.low[0], previousHigh, previousLow)
        for i in 1..<count {
            (plus[i], minus[i]) = Self.movement(tile.high[i], tile.low[i], tile.high[i - 1], tile.low[i - 1])
        }
        previousHigh = tile.high[count - 1]
        previousLow = tile.low[count - 1]
    }

    @inline(__always)
    private static func movement(_ high: Double, _ low: Double, _ oldHigh: Double, _ oldLow: Double) -> (Double, Double) {
        let up = high - oldHigh
        let down = oldLow - low
        // max(up, 0) where up is larger, kept NaN where there is no candle before.
        let plus = up < 0 ? 0 : up
        let minus = down < 0 ? 0 : down
        return (up <= down ? 0 : plus, down <= up ? 0 : minus)
    }
}
