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

    /// Highs and lows of the last eight candles, oldest first.
    private var highs = SIMD8<Double>(repeating: .nan)
    private var lows = SIMD8<Double>(repeating: .nan)
    private var count = 0
    private var rising: Flag?
    private var falling: Flag?

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
                rising = nil
                direction = .long
            }
        }
        if let flag = falling {
            let age = index - flag.index
            if age > 20 || high - flag.end > 0.5 * flag.length || (age < 5 && low < flag.end) {
                falling = nil
            } else if age >= 5, close < flag.end {
                falling = nil
                direction = direction == .long ? .flat : .short
            }
        }
        if index >= Self.poleLength {
            if rising == nil, high > highs[7] { startRising(high, index, 4 * averageTrueRange) }
            if falling == nil, low < lows[7] { startFalling(low, index, 4 * averageTrueRange) }
        }
        highs = SIMD8(highs[1], highs[2], highs[3], highs[4], highs[5], highs[6], highs[7], high)
        lows = SIMD8(lows[1], lows[2], lows[3], lows[4], lows[5], lows[6], lows[7], low)
        return direction
    }

    private mutating func startRising(_ high: Double, _ index: Int, _ pole: Double) {
        let length = high - Self.extreme(lows, highest: false)
        if length >= pole, high > Self.extreme(highs, highest: true) { rising = Flag(end: high, length: length, index: index) }
    }

    private mutating func startFalling(_ low: Double, _ index: Int, _ pole: Double) {
        let length = Self.extreme(highs, highest: true) - low
        if length >= pole, low < Self.extreme(lows, highest: false) { falling = Flag(end: low, length: length, index: index) }
    }

    /// The largest or smallest lane.
    @inline(__always)
    private static func extreme(_ lanes: SIMD8<Double>, highest: Bool) -> Double {
        let four = pick(lanes.lowHalf, lanes.highHalf, highest)
        let two = pick(four.lowHalf, four.highHalf, highest)
        return highest ? max(two[0], two[1]) : min(two[0], two[1])
    }

    @inline(__always)
    private static func pick<Lanes: SIMD>(_ a: Lanes, _ b: Lanes, _ highest: Bool) -> Lanes where Lanes.Scalar == Double {
        a.replacing(with: b, where: highest ? b .> a : b .< a)
    }
}
