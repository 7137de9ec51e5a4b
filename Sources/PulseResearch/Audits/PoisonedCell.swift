import PulseCore

/// Memory for one candle with poison on both sides: whoever reads beyond the block that is lent gets not-a-number instead of a neighbour.
struct PoisonedCell {
    private var columns = CandleColumns()
    private static let poison = Candle(
        openTime: Timestamp(milliseconds: 0), open: .nan, high: .nan, low: .nan, close: .nan, volume: .nan, quoteVolume: .nan,
        tradeCount: -1, takerBuyVolume: .nan, takerBuyQuoteVolume: .nan)

    /// Replaces the candle.
    mutating func put(_ candle: Candle) {
        columns.removeAll()
        columns.append(Self.poison)
        columns.append(candle)
        columns.append(Self.poison)
    }

    /// Lends the candle alone.
    func withBlock(_ body: (CandleBlock) -> Void) { columns.withBlock(1..<2, body) }
}
