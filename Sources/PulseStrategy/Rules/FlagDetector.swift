import PulseCore

/// Flags: a pole of at least four average true ranges within eight candles, then 5 to 20 candles that give back no more than half of it,
/// then a close beyond the pole's end.
///
/// A new extreme within the first five candles is part of the pole. Bullish and bearish flags are followed independently.
struct FlagDetector: Sendable {
    /// Longest pole, in candles.
    static let poleLength = 8

    /// A pole that has ended and the channel since.
    private struct Flag: Sendable {
        var end: Double
        var length: Double
        var index: Int
    }

    /// High and negated low of the last eight candles, so that one comparison serves both sides.
    private var extremes = [SIMD2<Double>](repeating: SIMD2(repeating: .nan), count: poleLength)
    private var count = 0
    private var rising: Flag?
    private var falling: Flag?
    /// The pole's end that was broken the last time.
    private(set) var brokenEnd = Double.nan

    /// Takes the next candle; the side of the flag that its close completes, or `.flat`.
    mutating func advance(high: Double, low: Double, close: Double, averageTrueRange: Double) -> Direction {
        let index = count
        count += 1
        var direction = Direction.flat
        if let flag = rising {
            let age = index - flag.index
            if age > 20 || flag.end - low > 0.5 * flag.length || (age < 5 && high > flag.end) {
                rising = nil
            } else if age >= 5, close > flag.end {
                brokenEnd = flag.end
                rising = nil
                direction = .long
            }
        }
        if let flag = falling {
            let age = index - flag.index
            if age > 20 || high - flag.end > 0.5 * flag.length || (age < 5 && low < flag.end) {
                falling = nil
            } else if age >= 5, close < flag.end {
                brokenEnd = flag.end
                falling = nil
                direction = direction == .long ? .flat : .short
            }
        }
        startPoles(high, low, index, 4 * averageTrueRange)
        return direction
    }

    /// Starts a flag where a candle ends a pole: beyond all of the last eight, and far enough from their other end. Both sides are asked at
    /// once, and few candles pass.
    @inline(__always)
    private mutating func startPoles(_ high: Double, _ low: Double, _ index: Int, _ pole: Double) {
        let newest = SIMD2(high, -low)
        let farthest = extremes.withUnsafeMutableBufferPointer { ring in
            @inline(__always) func larger(_ a: SIMD2<Double>, _ b: SIMD2<Double>) -> SIMD2<Double> { a.replacing(with: b, where: b .> a) }
            let farthest = larger(
                larger(larger(ring[0], ring[1]), larger(ring[2], ring[3])), larger(larger(ring[4], ring[5]), larger(ring[6], ring[7])))
            ring[index & (Self.poleLength - 1)] = newest
            return farthest
        }
        let lengths = newest + SIMD2(farthest.y, farthest.x)
        let isPole = (newest .> farthest) .& (lengths .>= pole)
        let found = SIMD2<UInt64>(repeating: 0).replacing(with: 1, where: isPole)
        guard found.x | found.y != 0, index >= Self.poleLength else { return }
        if found.x != 0, rising == nil { rising = Flag(end: high, length: lengths.x, index: index) }
        if found.y != 0, falling == nil { falling = Flag(end: low, length: lengths.y, index: index) }
    }
}
