/// The inner loops: comparing the Sharpe ratios of a tile of trials.
extension SplitKernel {
    /// `m |m| / q` of a series without spread is its length. Nearer to it than this, what seems to be spread is rounding.
    @inline(__always)
    static func limit(_ length: Double) -> Double { length * (1 - 1e-12) }

    /// Grows with the Sharpe ratio, for one number of returns; 0 without spread.
    @inline(__always)
    static func criterion(_ sum: Double, _ square: Double, limit: Double) -> Double {
        let value = sum * sum.magnitude / (square > .leastNormalMagnitude ? square : .leastNormalMagnitude)
        return value.magnitude < limit ? value : 0
    }

    @inline(__always)
    private static func criterion(_ sum: SIMD4<Double>, _ square: SIMD4<Double>, limit: SIMD4<Double>) -> SIMD4<Double> {
        let floor = SIMD4(repeating: Double.leastNormalMagnitude)
        let magnitude = sum.replacing(with: -sum, where: sum .< 0)
        let value = sum * magnitude / floor.replacing(with: square, where: square .> floor)
        let isSpread = (value .< limit) .& (value .> -limit)
        return SIMD4<Double>.zero.replacing(with: value, where: isSpread)
    }

    @inline(__always)
    private static func load(_ pointer: UnsafePointer<Double>, _ lane: Int) -> SIMD4<Double> {
        UnsafeRawPointer(pointer + lane).loadUnaligned(as: SIMD4<Double>.self)
    }

    /// The largest criterion of a tile, of sums in two parts a + b and squares in two parts c + d.
    @inline(__always)
    static func maximum(
        _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ c: UnsafePointer<Double>, _ d: UnsafePointer<Double>, width: Int,
        limit: Double
    ) -> Double {
        var best = SIMD4<Double>(repeating: -.infinity)
        let limits = SIMD4(repeating: limit)
        var lane = 0
        while lane + 4 <= width {
            let value = criterion(load(a, lane) + load(b, lane), load(c, lane) + load(d, lane), limit: limits)
            best.replace(with: value, where: value .> best)
            lane += 4
        }
        var result = best.max()
        while lane < width {
            let value = criterion(a[lane] + b[lane], c[lane] + d[lane], limit: limit)
            if value > result { result = value }
            lane += 1
        }
        return result
    }

    /// Twice the number of trials of a tile below the threshold, plus the number of those that equal it.
    @inline(__always)
    static func below(
        _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ c: UnsafePointer<Double>, _ d: UnsafePointer<Double>, width: Int,
        limit: Double, threshold: Double
    ) -> Int {
        var counts = SIMD4<Int64>.zero
        let limits = SIMD4(repeating: limit)
        let thresholds = SIMD4(repeating: threshold)
        let ones = SIMD4<Int64>(repeating: 1)
        var lane = 0
        while lane + 4 <= width {
            let value = criterion(load(a, lane) + load(b, lane), load(c, lane) + load(d, lane), limit: limits)
            counts &+= SIMD4<Int64>.zero.replacing(with: ones, where: value .< thresholds)
            counts &+= SIMD4<Int64>.zero.replacing(with: ones, where: value .<= thresholds)
            lane += 4
        }
        var result = Int(counts.wrappedSum())
        while lane < width {
            let value = criterion(a[lane] + b[lane], c[lane] + d[lane], limit: limit)
            result += (value < threshold ? 1 : 0) + (value <= threshold ? 1 : 0)
            lane += 1
        }
        return result
    }
}
