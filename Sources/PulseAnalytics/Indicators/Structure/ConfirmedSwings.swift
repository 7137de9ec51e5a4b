import PulseCore

/// Swing highs and lows with the candle on which they become known: an extreme that is strictly beyond the `wing` candles on either side exists from
/// `wing` candles later on, not before.
///
/// Parts: the price of the swing high (low) of `wing` candles ago if this candle has just confirmed it, else 0.
public struct ConfirmedSwings: Indicator {
    public static let parts = ["high", "low"]
    public var warmup: Int { 2 * wing }
    /// Candles on either side, and candles from a swing to its confirmation.
    public let wing: Int
    private var highest: RollingMaximum
    private var lowest: RollingMinimum
    /// Highs, their maxima over `wing`, lows, their minima.
    private var rows: SlidingRows
    private var mask: WarmupMask

    /// Traps on a wing below 1.
    public init(wing: Int = 5) {
        precondition(wing >= 1, "a swing has neighbours")
        self.wing = wing
        highest = RollingMaximum(period: wing)
        lowest = RollingMinimum(period: wing)
        rows = SlidingRows(rows: 4, past: wing + 1)
        mask = WarmupMask(warmup: 2 * wing)
    }

    public mutating func process(_ block: CandleBlock, into outputs: UnsafeBufferPointer<UnsafeMutablePointer<Double>>) {
        let wing = wing
        block.forEachTile { tile, offset in
            let (highs, lows) = (outputs[0] + offset, outputs[1] + offset)
            rows.extend(by: tile.count) { first, stride in
                let (tops, newerTops, bottoms, newerBottoms) = (first, first + stride, first + 2 * stride, first + 3 * stride)
                tops.update(from: tile.high, count: tile.count)
                bottoms.update(from: tile.low, count: tile.count)
                highest.process(tile.high, count: tile.count, into: newerTops)
                lowest.process(tile.low, count: tile.count, into: newerBottoms)
                for i in 0..<tile.count {
                    let (top, bottom) = (tops[i - wing], bottoms[i - wing])
                    highs[i] = top > newerTops[i] && top > newerTops[i - wing - 1] ? top : 0
                    lows[i] = bottom < newerBottoms[i] && bottom < newerBottoms[i - wing - 1] ? bottom : 0
                }
            }
            let masked = mask.take(tile.count)
            ColumnMath.fillNaN(highs, count: masked)
            ColumnMath.fillNaN(lows, count: masked)
        }
    }
}
