import PulseCore

/// The latest confirmed swing low and high at every candle: what a structure stop is put beyond, whichever heads vote.
///
/// A swing has a wing of five candles (strict before, non-strict after, as `PivotWindow` has it), so it is known five candles after its extreme and
/// never earlier.
struct SwingLevels: Sendable {
    static let wing = 5
    /// Candles before a tile that its first swings reach back to.
    private static let reach = 2 * wing

    /// The last `reach` highs and lows, then those of the tile: swings are looked for in one stretch of memory, without a ring.
    private var highs = [Double](repeating: .nan, count: reach + HeadFrame.maximumCount)
    private var lows = [Double](repeating: .nan, count: reach + HeadFrame.maximumCount)
    private var low = Double.nan
    private var high = Double.nan

    /// Takes the next candles, at most `HeadFrame.maximumCount`, and appends one level of each kind a candle, NaN while none is confirmed.
    mutating func advance(_ block: CandleBlock, low lowLevels: inout [Double], high highLevels: inout [Double]) {
        Self.advance(block.high, block.count, window: &highs, level: &high, into: &highLevels) { $0 > $1 }
        Self.advance(block.low, block.count, window: &lows, level: &low, into: &lowLevels) { $0 < $1 }
    }

    /// `isBeyond(a, b)` tells whether a is the more extreme of two prices; false for NaN, so that a NaN makes no swing.
    @inline(__always)
    private static func advance(
        _ prices: UnsafePointer<Double>, _ count: Int, window: inout [Double], level: inout Double, into levels: inout [Double],
        isBeyond: (Double, Double) -> Bool
    ) {
        let start = levels.count
        levels.append(contentsOf: UnsafeBufferPointer(start: prices, count: count))
        window.withUnsafeMutableBufferPointer { window in
            guard let base = window.baseAddress else { return }
            (base + reach).update(from: prices, count: count)
            levels.withUnsafeMutableBufferPointer { levels in
                for index in 0..<count {
                    let centre = base + index + wing
                    let price = centre.pointee
                    var isSwing = true
                    var step = 1
                    while isSwing, step <= wing {
                        isSwing = isBeyond(price, centre[-step]) && (isBeyond(price, centre[step]) || price == centre[step])
                        step += 1
                    }
                    if isSwing { level = price }
                    levels[start + index] = level
                }
            }
            base.update(from: base + count, count: reach)
        }
    }
}
