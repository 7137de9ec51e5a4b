import PulseCore

/// The latest confirmed swing low and high at every candle: what a structure stop is put beyond, whichever heads vote.
///
/// A swing has a wing of five candles (strict before, non-strict after, as `PivotWindow` has it), so it is known five candles after its extreme and
/// never earlier.
struct SwingLevels: Sendable {
    static let wing = 5
    /// Candles before a tile that its first swings reach back to.
    private static let reach = 2 * wing

    /// High and negated low of the last `reach` candles, then those of the tile: swings are looked for in one stretch of memory, without a
    /// ring, and one comparison serves both sides.
    private var window = [SIMD2<Double>](repeating: SIMD2(repeating: .nan), count: reach + HeadFrame.maximumCount)
    /// The latest swing of either side.
    private var level = SIMD2<Double>(repeating: .nan)

    /// Takes the next candles, at most `HeadFrame.maximumCount`, and appends one level of each kind a candle, NaN while none is confirmed.
    mutating func advance(_ block: CandleBlock, low lowLevels: inout [Double], high highLevels: inout [Double]) {
        let count = block.count
        let start = lowLevels.count
        // Room first, to be written over.
        lowLevels.append(contentsOf: UnsafeBufferPointer(start: block.low, count: count))
        highLevels.append(contentsOf: UnsafeBufferPointer(start: block.high, count: count))
        window.withUnsafeMutableBufferPointer { window in
            guard let base = window.baseAddress else { return }
            for index in 0..<count { base[Self.reach + index] = SIMD2(block.high[index], -block.low[index]) }
            lowLevels.withUnsafeMutableBufferPointer { lows in
                highLevels.withUnsafeMutableBufferPointer { highs in
                    var level = level
                    for index in 0..<count {
                        let centre = base + index + Self.wing
                        level.replace(with: centre.pointee, where: Self.isSwing(centre))
                        highs[start + index] = level.x
                        lows[start + index] = -level.y
                    }
                    self.level = level
                }
            }
            base.update(from: base + count, count: Self.reach)
        }
    }

    /// Whether a candle's high, or negated low, is beyond those of the wing before it and not exceeded in the wing after it; false for NaN, so
    /// that a NaN makes no swing.
    @inline(__always)
    private static func isSwing(_ centre: UnsafePointer<SIMD2<Double>>) -> SIMDMask<SIMD2<Int64>> {
        let extreme = centre.pointee
        var isSwing = (extreme .> centre[-1]) .& (extreme .>= centre[1])
        for step in 2...wing { isSwing = isSwing .& (extreme .> centre[-step]) .& (extreme .>= centre[step]) }
        return isSwing
    }
}
