/// RSI14 and volume ratios of the last candles, for what is asked about a candle in the past.
struct RecentReadings: Sendable {
    /// Candles back to which the relative strength index is kept.
    static let strengthCapacity = 512
    /// Candles back to which volume ratios are kept.
    static let ratioCapacity = 32
    /// Candles into D whose volume is judged, and the mean ratio below which it has dried up.
    static let quietSpan = 5
    static let quietRatio = 0.9

    private var count = 0
    private var strengths = [Double](repeating: .nan, count: strengthCapacity)
    private var ratios = [Double](repeating: .nan, count: ratioCapacity)

    @inline(__always)
    mutating func note(strength: Double, volumeRatio: Double) {
        strengths[count & (Self.strengthCapacity - 1)] = strength
        ratios[count & (Self.ratioCapacity - 1)] = volumeRatio
        count += 1
    }

    /// NaN where it is no longer kept.
    func strength(at index: Int) -> Double {
        index >= 0 && index < count && count - index <= Self.strengthCapacity ? strengths[index & (Self.strengthCapacity - 1)] : .nan
    }

    /// Whether volume was low, in the mean of the candles that end at one.
    func isQuiet(endingAt index: Int) -> Bool {
        let first = index - Self.quietSpan + 1
        guard first >= 0, index < count, count - first <= Self.ratioCapacity else { return false }
        var sum = 0.0
        for candle in first...index { sum += ratios[candle & (Self.ratioCapacity - 1)] }
        return sum < Self.quietRatio * Double(Self.quietSpan)
    }
}
