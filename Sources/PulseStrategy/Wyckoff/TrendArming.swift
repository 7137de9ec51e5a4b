/// Whether a fall led to the present candle (in a view of prices that turns rises into falls, whether a rise did).
///
/// It is armed by a close below the mean of 50 closes and `minDrop` average true ranges below the highest high of the window, and stays
/// armed for the length of that window, or until a close is not below the mean.
struct TrendArming: Sendable {
    private var lastIndex = -1

    @inline(__always)
    mutating func advance(_ index: Int, isBelowMean: Bool, hasFallen: Bool, window: Int) -> Bool {
        if isBelowMean {
            if hasFallen { lastIndex = index + window }
        } else {
            lastIndex = -1
        }
        return index <= lastIndex
    }
}
