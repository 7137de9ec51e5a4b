import PulseCore

/// What a candle must fulfil to be stored. One rule book for files, feeds and synthetic data.
public enum CandleValidation {
    /// The largest price or volume: beyond any market, and small enough that products of two stay finite.
    public static let largest = 1e100

    /// The first rule that a candle breaks, in words, or nil.
    public static func fault(in candle: Candle, timeframe: Timeframe) -> String? {
        guard Timestamp.plausible.contains(candle.openTime) else { return "the open time is not within the years 1970 to 2099" }
        guard timeframe.isAligned(candle.openTime) else { return "the open time is not a multiple of \(timeframe)" }
        return contentFault(in: candle)
    }

    /// The first rule that prices and volumes break, in words, or nil.
    @inlinable
    public static func contentFault(in candle: Candle) -> String? {
        // One test that nearly every candle passes; not-a-number fails every comparison.
        if candle.low > 0, candle.high <= largest, candle.low <= candle.open, candle.low <= candle.close, candle.high >= candle.open,
            candle.high >= candle.close, candle.volume >= 0, candle.volume <= largest, candle.quoteVolume >= 0,
            candle.quoteVolume <= largest, candle.tradeCount >= 0, candle.takerBuyVolume >= 0, candle.takerBuyVolume <= candle.volume,
            candle.takerBuyQuoteVolume >= 0, candle.takerBuyQuoteVolume <= largest,
            candle.takerBuyQuoteVolume <= candle.quoteVolume || candle.quoteVolume == 0
        {
            return nil
        }
        return explanation(of: candle)
    }

    @usableFromInline
    static func explanation(of candle: Candle) -> String {
        let prices = [candle.open, candle.high, candle.low, candle.close]
        let volumes = [candle.volume, candle.quoteVolume, candle.takerBuyVolume, candle.takerBuyQuoteVolume]
        guard (prices + volumes).allSatisfy({ $0.isFinite && $0.magnitude <= largest }) else { return "a number is not finite" }
        guard prices.allSatisfy({ $0 > 0 }) else { return "a price is not positive" }
        guard candle.high >= max(candle.open, candle.close) else { return "the high is below the open or the close" }
        guard candle.low <= min(candle.open, candle.close) else { return "the low is above the open or the close" }
        guard volumes.allSatisfy({ $0 >= 0 }), candle.tradeCount >= 0 else { return "a volume is negative" }
        guard candle.takerBuyVolume <= candle.volume else { return "takers bought more than was traded" }
        return "takers bought for more than was traded"
    }

    /// Whether a candle says nothing that another of the same open time does not say: equal prices and volume, and every further column
    /// either equal or left at 0, which means that its source does not know.
    @inlinable
    static func repeats(_ candle: Candle, of known: Candle) -> Bool {
        candle.open == known.open && candle.high == known.high && candle.low == known.low && candle.close == known.close
            && candle.volume == known.volume && (candle.quoteVolume == known.quoteVolume || candle.quoteVolume == 0)
            && (candle.tradeCount == known.tradeCount || candle.tradeCount == 0)
            && (candle.takerBuyVolume == known.takerBuyVolume || candle.takerBuyVolume == 0)
            && (candle.takerBuyQuoteVolume == known.takerBuyQuoteVolume || candle.takerBuyQuoteVolume == 0)
    }
}
