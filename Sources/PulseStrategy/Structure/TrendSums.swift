/// How the trends of the higher timeframes that have joined add up at one candle.
struct TrendSums: Sendable {
    /// Sum of the weights with the trends' signs, and without.
    var net: Int32 = 0
    var total: Int32 = 0
    /// Whether a trend that counts has changed with this candle.
    var hasChanged = false

    @inline(__always)
    mutating func add(_ other: TrendSums) {
        net += other.net
        total += other.total
    }
}
