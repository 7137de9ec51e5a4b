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
            let pole = 4 * averageTrueRange
            if rising == nil {
                let length = high - lows.min()
                if length >= pole, high > highs.max() { rising = Flag(end: high, length: length, index: index) }
            }
            if falling == nil {
                let length = highs.max() - low
                if length >= pole, low < lows.min() { falling = Flag(end: low, length: length, index: index) }
            }
        }
        let slot = index & (Self.poleLength - 1)
        highs[slot] = high
        lows[slot] = low
        return direction
    }
}
