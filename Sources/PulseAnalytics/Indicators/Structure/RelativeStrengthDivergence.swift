import PulseCore

/// Divergence between price and its relative strength index at confirmed swings.
///
/// Parts: `bullish` is 1 on the candle that confirms a swing low below the one before it while the index, read at the two lows, rose; `bearish` is 1 where
/// a swing high is above the one before and the index fell; 0 elsewhere. Swings at which the index was not warm are not compared.
public struct RelativeStrengthDivergence: Indicator {
    public static let parts = ["bullish", "bearish"]
    public let warmup: Int
    private let wing: Int
    private var index: RelativeStrengthIndex
    private var swings: ConfirmedSwings
    private var strength: SlidingRows
    private var mask: WarmupMask
    private var lastHigh = (price: Double.nan, strength: Double.nan)
    private var lastLow = (price: Double.nan, strength: Double.nan)

    /// Traps on a period or wing below 1.
    public init(period: Int = 14, wing: Int = 5) {
        self.wing = wing
        index = RelativeStrengthIndex(period: period)
        swings = ConfirmedSwings(wing: wing)
        strength = SlidingRows(rows: 1, past: wing)
        warmup = max(index.warmup + wing, swings.warmup)
        mask = WarmupMask(warmup: warmup)
    }

    public mutating func process(_ block: CandleBlock, into outputs: UnsafeBufferPointer<UnsafeMutablePointer<Double>>) {
        block.forEachTile { tile, offset in
            let (bullish, bearish) = (outputs[0] + offset, outputs[1] + offset)
            // The prices of the swings first; each is replaced by the verdict on it.
            swings.process(tile, into: [bearish, bullish])
            strength.extend(by: tile.count) { values, _ in
                index.process(tile, into: values)
                for i in 0..<tile.count {
                    bullish[i] = Self.diverges(from: &lastLow, price: -bullish[i], strength: -values[i - wing]) ? 1 : 0
                    bearish[i] = Self.diverges(from: &lastHigh, price: bearish[i], strength: values[i - wing]) ? 1 : 0
                }
            }
            let masked = mask.take(tile.count)
            ColumnMath.fillNaN(bullish, count: masked)
            ColumnMath.fillNaN(bearish, count: masked)
        }
    }

    /// Whether a swing is beyond the last one while its strength is not; written for highs, so lows come with their signs changed.
    @inline(__always)
    private static func diverges(from last: inout (price: Double, strength: Double), price: Double, strength: Double) -> Bool {
        if price == 0 || price.isNaN || strength.isNaN { return false }
        let result = price > last.price && strength < last.strength
        last = (price, strength)
        return result
    }
}
