import PulseCore

/// Seban's supertrend: a band of some average true ranges around the middle of the candle that only ever tightens until the close crosses it.
///
/// Parts: the line in force and its direction, +1 below the price (rising) or -1 above it (falling). It starts rising where the first close with a
/// range is above the middle of its candle.
public struct Supertrend: Indicator {
    public static let parts = ["", "direction"]
    public var warmup: Int { range.warmup }
    private var range: AverageTrueRange
    private let width: Double
    private var upper = Double.nan
    private var lower = Double.nan
    private var previousClose = Double.nan
    private var isRising = true

    /// Traps on a period below 1.
    public init(period: Int = 10, width: Double = 3) {
        range = AverageTrueRange(period: period)
        self.width = width
    }

    public mutating func process(_ block: CandleBlock, into outputs: UnsafeBufferPointer<UnsafeMutablePointer<Double>>) {
        block.forEachTile { tile, offset in
            let (line, direction) = (outputs[0] + offset, outputs[1] + offset)
            range.process(tile, into: line)
            for i in 0..<tile.count {
                if line[i].isNaN {
                    direction[i] = .nan
                } else {
                    line[i] = advance(middle: (tile.high[i] + tile.low[i]) * 0.5, reach: width * line[i], close: tile.close[i])
                    direction[i] = isRising ? 1 : -1
                }
                previousClose = tile.close[i]
            }
        }
    }

    /// Moves the bands and turns the direction where the close is beyond the band in force. Returns the line.
    @inline(__always)
    private mutating func advance(middle: Double, reach: Double, close: Double) -> Double {
        let (newUpper, newLower) = (middle + reach, middle - reach)
        if upper.isNaN {
            (upper, lower) = (newUpper, newLower)
            isRising = close > middle
        } else {
            if newUpper < upper || previousClose > upper { upper = newUpper }
            if newLower > lower || previousClose < lower { lower = newLower }
            if isRising {
                if close < lower { isRising = false }
            } else if close > upper {
                isRising = true
            }
        }
        return isRising ? lower : upper
    }
}
