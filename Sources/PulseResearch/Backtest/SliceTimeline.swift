import PulseCore
import PulseEngine

/// The open times of all slices of a market, so that a simulation knows which ones it passes over.
struct SliceTimeline: Sendable {
    /// Ascending; left out for a single instrument, whose candles are the slices.
    let openTimes: [Int64]
    /// One for each instrument.
    let extremes: [PriceExtremes]

    /// Nil where the market has candles whose prices are no positive numbers: they are counted one by one, so nobody passes over them.
    init?(_ market: Market) {
        var merged: [Int64] = []
        for (series, start) in zip(market.series, market.starts) {
            let candles = series.candles
            let bound = 4.0e15 / series.instrument.tick.scale
            for index in start..<candles.count where !Self.isUsable(candles, index, below: bound) { return nil }
            if market.series.count == 1 { break }
            let times = candles.openTime[start...]
            merged = merged.isEmpty ? Array(times) : Self.union(merged, times)
        }
        openTimes = merged
        extremes = market.series.map { PriceExtremes($0.candles) }
    }

    /// Position of the first slice that opens at or after an instant.
    func position(of openTime: Int64) -> Int { Market.position(of: Timestamp(milliseconds: openTime), in: openTimes) }

    private static func isUsable(_ candles: CandleColumns, _ index: Int, below bound: Double) -> Bool {
        let (open, high, low, close) = (candles.open[index], candles.high[index], candles.low[index], candles.close[index])
        // NaN is neither. The bound is the engine's: prices beyond it do not fit on the grid of ticks.
        return low > 0 && high < bound && low <= open && open <= high && low <= close && close <= high
    }

    private static func union(_ a: [Int64], _ b: ArraySlice<Int64>) -> [Int64] {
        var result: [Int64] = []
        result.reserveCapacity(max(a.count, b.count))
        var (first, second) = (a.startIndex, b.startIndex)
        while first < a.endIndex || second < b.endIndex {
            let mine = first < a.endIndex ? a[first] : .max
            let other = second < b.endIndex ? b[second] : .max
            result.append(min(mine, other))
            if mine <= other { first += 1 }
            if other <= mine { second += 1 }
        }
        return result
    }
}
