import PulseCore

/// How a candle is told in prints: how many, which of them takers bought, and the prices that must occur.
///
/// The prints of a candle add up to its open, high, low, close, volume, taker-buy volume and number of trades. Where a candle claims
/// fewer trades than its prices need (or none, because its source does not say), there are as many as are needed.
package struct PrintPlan {
    /// Prints in which takers bought, and sold.
    package private(set) var buys: Int
    package private(set) var sells: Int
    /// The prices that must occur, in their order: open, the two extremes, close, without repetitions.
    package private(set) var corners: [Int64]

    package var count: Int { buys + sells }

    /// Single trades behind the prints.
    package private(set) var trades: Int64

    /// - Parameter most: prints that a candle may have unless its prices need more; 4 or more.
    package init(_ candle: VenueCandle, lot: Int64, most: Int) {
        corners = []
        buys = 0
        sells = 0
        trades = 0
        guard candle.volume > 0 || candle.tradeCount > 0 else { return }
        // A rise touches its low first, a fall its high: the shorter way.
        let extremes = candle.close >= candle.open ? [candle.low, candle.high] : [candle.high, candle.low]
        for price in [candle.open] + extremes + [candle.close] where corners.last != price { corners.append(price) }
        let bought = min(candle.takerBuyVolume, candle.volume)
        let sold = candle.volume - bought
        var needed = corners.count
        if bought > 0, sold > 0 { needed = max(needed, 2) }
        let wanted = max(needed, min(most, Int(clamping: max(1, candle.tradeCount))))
        if sold == 0, bought > 0 {
            buys = wanted
        } else if bought == 0 {
            sells = wanted
        } else {
            buys = min(max(Int(Share.portion(Int64(wanted), bought, of: candle.volume)), 1), wanted - 1)
            sells = wanted - buys
        }
        // No print without a lot, unless there are fewer lots than prices.
        if bought > 0 { buys = min(buys, max(1, Int(clamping: bought / lot))) }
        if sold > 0 { sells = min(sells, max(1, Int(clamping: sold / lot))) }
        let missing = needed - count
        if missing > 0 {
            if sold >= bought { sells += missing } else { buys += missing }
        }
        trades = max(candle.tradeCount, Int64(count))
    }

    /// Whether takers bought in the print: as evenly spread as can be.
    package func isBuy(_ index: Int) -> Bool {
        (index + 1) * buys / count > index * buys / count
    }

    /// How many of the prints before were buys.
    package func buys(before index: Int) -> Int { index * buys / count }

    /// Which print shows a corner.
    package func place(of corner: Int) -> Int {
        let last = corners.count - 1
        return last == 0 ? 0 : corner * (count - 1) / last
    }
}
