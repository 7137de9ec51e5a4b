import PulseCore

/// What a test does to the candles after a point in time, to show that nothing before it depends on them.
public enum PoisonedFuture: CaseIterable, Sendable {
    /// The later candles are not there.
    case absent
    /// All their prices and volumes are NaN.
    case notANumber
    /// All their prices and volumes are infinite.
    case infinite
    /// Other, well-formed prices and volumes.
    case altered
    /// In reverse order, the times aside.
    case reversed

    /// The series with the candles from `index` on spoilt, those before it untouched. Times stay as they are.
    public func applied(to candles: CandleColumns, from index: Int) -> CandleColumns {
        precondition((0...candles.count).contains(index), "poison starts inside the series")
        var result = candles[0..<index]
        guard self != .absent else { return result }
        result.reserveCapacity(candles.count)
        let other = RandomWalk.candles(count: candles.count - index, seed: UInt64(index) &+ 77, price: 5_000, volatility: 0.05)
        for position in index..<candles.count {
            var candle: Candle
            switch self {
            case .absent: return result
            case .notANumber: candle = Self.filled(with: .nan)
            case .infinite: candle = Self.filled(with: .infinity)
            case .altered: candle = other[position - index]
            case .reversed: candle = candles[candles.count - 1 - (position - index)]
            }
            candle.openTime = Timestamp(milliseconds: candles.openTime[position])
            result.append(candle)
        }
        return result
    }

    private static func filled(with value: Double) -> Candle {
        Candle(
            openTime: Timestamp(milliseconds: 0), open: value, high: value, low: value, close: value, volume: value, quoteVolume: value,
            tradeCount: .max, takerBuyVolume: value, takerBuyQuoteVolume: value)
    }
}
