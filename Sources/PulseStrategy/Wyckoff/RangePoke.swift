/// A break of the range's low edge that may turn out false.
///
/// It begins with a low more than 0.05 average true ranges below the edge, and is over with the first close above the edge, at the latest
/// three candles later. One that goes deeper than an average true range and a third of the range's height, or takes longer, is a break
/// and no poke; the next can only begin after a close above the edge.
struct RangePoke: Sendable {
    /// Candles after the first within which the close must be back.
    static let patience = 3
    static let leastDepth = 0.05

    /// How deep a poke may go.
    @inline(__always)
    static func deepest(height: Double, averageTrueRange: Double) -> Double { max(averageTrueRange, 0.33 * height) }

    private(set) var startIndex = 0
    private(set) var low = 0.0
    private(set) var lowIndex = 0
    /// The largest volume ratio of the candles that traded outside.
    private(set) var volumeRatio = 0.0
    private var isOpen = false
    private var isBlocked = false

    /// Takes a candle; true if it closes a poke.
    @inline(__always)
    mutating func advance(_ candle: WyckoffCandle, edge: Double, height: Double) -> Bool {
        let isBack = candle.close > edge
        let isOutside = edge - candle.low > Self.leastDepth * candle.averageTrueRange
        if !isOpen {
            if isBlocked || !isOutside {
                if isBack { isBlocked = false }
                return false
            }
            isOpen = true
            startIndex = candle.index
            low = candle.low
            lowIndex = candle.index
            volumeRatio = candle.volumeRatio
        } else {
            if candle.low < low {
                low = candle.low
                lowIndex = candle.index
            }
            if isOutside { volumeRatio = max(volumeRatio, candle.volumeRatio) }
        }
        let isBreak = edge - low > Self.deepest(height: height, averageTrueRange: candle.averageTrueRange)
        guard isBack || isBreak || candle.index - startIndex >= Self.patience else { return false }
        isOpen = false
        isBlocked = !isBack
        return isBack && !isBreak
    }
}
