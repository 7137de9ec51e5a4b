import PulseCore

/// Wilder's average directional index and the directional indicators +DI and -DI it is made of, 0...100.
///
/// Smoothing starts as in TA-Lib with the sum of n - 1 movements. Neutral values: all three are 0 where nothing moves.
public struct AverageDirectionalIndex: Indicator {
    public static let parts = ["", "plus", "minus"]
    public let warmup: Int
    private let period: Int
    private var movements: DirectionalSums
    private var range = TrueRange()
    private var ranges: WilderMean
    private var index: WilderMean
    private var mask: WarmupMask

    /// Traps on a period below 2.
    public init(period: Int = 14) {
        self.period = period
        movements = DirectionalSums(period: period)
        ranges = WilderMean(directionalPeriod: period)
        index = WilderMean(period: period)
        warmup = 2 * period - 1
        mask = WarmupMask(warmup: warmup)
    }

    public mutating func process(_ block: CandleBlock, into outputs: UnsafeBufferPointer<UnsafeMutablePointer<Double>>) {
        // The movements are sums, the range is a mean: one factor of n apart.
        let scale = 100 / Double(period)
        Tile.withColumns(2) { scratch in
            block.forEachTile { tile, offset in
                let (target, plus, minus) = (outputs[0] + offset, outputs[1] + offset, outputs[2] + offset)
                range.process(tile, into: target)
                ranges.process(target, count: tile.count, into: target)
                movements.process(tile, plus: scratch[0], minus: scratch[1])
                @inline(__always)
                func body(_ at: LaneSpan) {
                    let (up, down) = (at.load(scratch[0]), at.load(scratch[1]))
                    // Movements over range and their difference over their sum, by one division for the three. Where a divisor is 0, so is what
                    // it divides.
                    let (range, sum) = (at.load(target), up + down)
                    let inverse = ColumnMath.ratio(ColumnMath.Lanes(repeating: 1), range * sum)
                    let share = sum * inverse * scale
                    at.store(up * share, plus)
                    at.store(down * share, minus)
                    at.store(ColumnMath.magnitude(up - down) * range * inverse * 100, target)
                }
                ColumnMath.sweep(tile.count, body)
                index.process(target, count: tile.count, into: target)
                let masked = mask.take(tile.count)
                ColumnMath.fillNaN(plus, count: masked)
                ColumnMath.fillNaN(minus, count: masked)
            }
        }
    }

    /// The index alone, for those who need no more: the range that divides both directional indicators cancels in it. Do not mix with `process` on one
    /// value.
    public mutating func processIndex(_ block: CandleBlock, into output: UnsafeMutablePointer<Double>) {
        Tile.withColumns(2) { scratch in
            block.forEachTile { tile, offset in
                movements.process(tile, plus: scratch[0], minus: scratch[1])
                ColumnMath.map(scratch[0], scratch[1], tile.count, into: scratch[0]) { Self.directionalIndex($0, $1) }
                index.process(scratch[0], count: tile.count, into: output + offset)
            }
        }
    }

    @inline(__always)
    private static func directionalIndex(_ up: ColumnMath.Lanes, _ down: ColumnMath.Lanes) -> ColumnMath.Lanes {
        100 * ColumnMath.ratio(ColumnMath.magnitude(up - down), up + down)
    }
}
