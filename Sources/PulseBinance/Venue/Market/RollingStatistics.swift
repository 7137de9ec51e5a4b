import PulseCore

/// What tickers tell of the last 24 hours, to the base candle.
package struct RollingStatistics {
    /// What was traded in the window; nil where nothing was known of it.
    package let candle: VenueCandle?
    package let openTime: Int64
    package let closeTime: Int64
    /// Price of the last trade before the window.
    package let previousClose: Int64
    package let last: TradePrint?

    package init(_ series: VenueSeries, at now: Int64, length: Int64 = 86_400_000) {
        let start = (now - length).floored(toMultipleOf: series.base.milliseconds)
        openTime = start
        closeTime = now
        last = series.lastPrint(at: now)
        var whole: VenueCandle?
        var index = series.firstIndex(from: start)
        previousClose = index > 0 ? series.closePrice(index - 1) : (series.isEmpty ? 0 : series.candle(0).open)
        while index < series.count, series.openTime[index] <= now {
            if let part = series.known(index, at: now) {
                if whole == nil { whole = part } else { whole?.merge(part) }
            }
            index += 1
        }
        candle = whole
    }

    /// Change of price over the window, in units of prices.
    package var change: Int64 { candle.map { $0.close - $0.open } ?? 0 }

    /// The change as thousandths of a per cent of the open, rounded to the nearest.
    package var changePercent: Int64 {
        guard let candle, candle.open != 0 else { return 0 }
        return Int64((Double(change) / Double(candle.open) * 100_000).rounded())
    }

    /// Mean price, in units of prices with `decimals` of them.
    package func mean(_ instrument: VenueInstrument, decimals: Int) -> Int64 {
        guard let candle, candle.volume > 0 else { return 0 }
        let shift = decimals + instrument.quantityDecimals - instrument.quoteDecimals
        var (value, quantity) = (Int128(candle.quoteVolume), Int128(candle.volume))
        for _ in 0..<max(0, shift) { value *= 10 }
        for _ in 0..<max(0, -shift) { quantity *= 10 }
        return Int64(clamping: value / quantity)
    }
}
