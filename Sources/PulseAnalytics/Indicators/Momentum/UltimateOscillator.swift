import PulseCore

/// Williams' ultimate oscillator: buying pressure over true range on three periods, weighted 4, 2, 1, in percent.
///
/// Neutral value: 50 for a period without any true range.
public struct UltimateOscillator: Indicator {
    public let warmup: Int
    private var previous = PreviousValue()
    private var pressures: [RollingSum]
    private var ranges: [RollingSum]

    /// Traps on a period below 1.
    public init(short: Int = 7, middle: Int = 14, long: Int = 28) {
        pressures = [short, middle, long].map { RollingSum(period: $0) }
        ranges = pressures
        warmup = max(short, middle, long)
    }

    public mutating func process(_ block: CandleBlock, into outputs: UnsafeBufferPointer<UnsafeMutablePointer<Double>>) {
        Tile.withColumns(4) { scratch in
            block.forEachTile { tile, offset in
                process(tile, scratch, into: outputs[0] + offset)
            }
        }
    }

    private mutating func process(_ tile: CandleBlock, _ scratch: ScratchColumns, into output: UnsafeMutablePointer<Double>) {
        let count = tile.count
        let (pressure, range, pressureSum, rangeSum) = (scratch[0], scratch[1], scratch[2], scratch[3])
        previous.process(tile.close, count: count, into: range)
        @inline(__always)
        func body(_ at: LaneSpan) {
            let before = at.load(range)
            let floor = ColumnMath.smaller(at.load(tile.low), before)
            at.store(at.load(tile.close) - floor, pressure)
            at.store(ColumnMath.larger(at.load(tile.high), before) - floor, range)
        }
        ColumnMath.sweep(count, body)
        output.update(repeating: 0, count: count)
        for (index, weight) in [4.0, 2, 1].enumerated() {
            pressures[index].process(pressure, count: count, into: pressureSum)
            ranges[index].process(range, count: count, into: rangeSum)
            ColumnMath.map(output, pressureSum, rangeSum, count, into: output) {
                $0 + weight * ColumnMath.ratio($1, $2, neutral: ColumnMath.Lanes(repeating: 0.5))
            }
        }
        ColumnMath.map(output, count, into: output) { $0 * (100.0 / 7) }
    }
}
