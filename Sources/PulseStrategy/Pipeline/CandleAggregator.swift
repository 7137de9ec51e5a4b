import PulseCore

/// Builds candles of a higher timeframe from closed base candles, causally: nobody fetches them.
///
/// A higher candle is complete when the base candle that ends with it has closed. Where that one is missing (a gap), it is complete when the first base
/// candle of a later span has closed, because only then is it certain that no more will come.
public struct CandleAggregator: Sendable {
    public let base: Timeframe
    public let target: Timeframe

    private var current: Candle?
    private var end: Int64 = 0

    /// Nil where `target` cannot be built from `base` without remainder.
    public init?(base: Timeframe, target: Timeframe) {
        guard target.isMultiple(of: base) else { return nil }
        self.base = base
        self.target = target
    }

    /// Takes the next base candles, appends the candles that they complete to `output`, and for each the position in `block` of the base candle
    /// at whose close it became known to `completedAt`.
    public mutating func advance(_ block: CandleBlock, into output: inout CandleColumns, completedAt: inout [Int32]) {
        for index in 0..<block.count {
            let openTime = block.openTime[index]
            if openTime >= end {
                if let finished = current {
                    output.append(finished)
                    completedAt.append(Int32(index))
                }
                let start = target.floor(Timestamp(milliseconds: openTime))
                end = start.milliseconds + target.milliseconds
                current = Candle(
                    openTime: start, open: block.open[index], high: block.high[index], low: block.low[index], close: block.close[index],
                    volume: 0)
            }
            extend(with: block, at: index)
            if openTime + base.milliseconds >= end, let finished = current {
                output.append(finished)
                completedAt.append(Int32(index))
                current = nil
            }
        }
    }

    private mutating func extend(with block: CandleBlock, at index: Int) {
        guard var candle = current else { return }
        candle.high = max(candle.high, block.high[index])
        candle.low = min(candle.low, block.low[index])
        candle.close = block.close[index]
        candle.volume += block.volume[index]
        candle.quoteVolume += block.quoteVolume[index]
        // Saturates: a count from outside must not end the program.
        let (trades, isTooMany) = candle.tradeCount.addingReportingOverflow(block.tradeCount[index])
        candle.tradeCount = isTooMany ? .max : trades
        candle.takerBuyVolume += block.takerBuyVolume[index]
        candle.takerBuyQuoteVolume += block.takerBuyQuoteVolume[index]
        current = candle
    }
}

extension CandleColumns {
    /// The complete candles of a longer timeframe; the series itself where it is its own. Traps where the one cannot be built from the other.
    public func aggregated(from base: Timeframe, to target: Timeframe) -> CandleColumns {
        guard base != target else { return self }
        guard var aggregator = CandleAggregator(base: base, target: target) else {
            preconditionFailure("candles of \(target) cannot be built from candles of \(base)")
        }
        var result = CandleColumns()
        var completedAt: [Int32] = []
        withBlock { aggregator.advance($0, into: &result, completedAt: &completedAt) }
        return result
    }
}
