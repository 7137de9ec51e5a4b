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
        let (ranges, ups, downs) = (scratch[0], scratch[1], scratch[2])
        ColumnMath.sweep(count) { at in
            let (up, down) = (at.load(ups), at.load(downs))
            let scale = ColumnMath.ratio(ColumnMath.Lanes(repeating: 100), at.load(ranges), neutral: 0)
            at.store(up * scale, plus)
            at.store(down * scale, minus)
            at.store(100 * ColumnMath.ratio(ColumnMath.magnitude(up - down), up + down, neutral: 0), index)
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
        // The first candle of the tile looks back to the tile before, the others to their neighbour.
        Self.process(1, tile.high, tile.low, &previousHigh, &previousLow, plus, minus)
        Self.process(count - 1, tile.high + 1, tile.low + 1, tile.high, tile.low, plus + 1, minus + 1)
        previousHigh = tile.high[count - 1]
        previousLow = tile.low[count - 1]
    }

    @inline(__always)
    private static func process(
        _ count: Int, _ highs: UnsafePointer<Double>, _ lows: UnsafePointer<Double>, _ oldHighs: UnsafePointer<Double>,
        _ oldLows: UnsafePointer<Double>, _ plus: UnsafeMutablePointer<Double>, _ minus: UnsafeMutablePointer<Double>
    ) {
        ColumnMath.sweep(count) { at in
            let up = at.load(highs) - at.load(oldHighs)
            let down = at.load(oldLows) - at.load(lows)
            at.store(ColumnMath.positivePart(up).replacing(with: 0, where: up .<= down), plus)
            at.store(ColumnMath.positivePart(down).replacing(with: 0, where: down .<= up), minus)
        }
    }
}
