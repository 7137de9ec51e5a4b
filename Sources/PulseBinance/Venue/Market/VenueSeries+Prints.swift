import PulseCore

extension VenueSeries {
    /// The prints of a candle, in their order.
    package func prints(_ index: Int) -> [TradePrint] {
        let candle = candle(index)
        let plan = PrintPlan(candle, lot: instrument.lotUnits, most: printsPerCandle)
        guard plan.count > 0 else { return [] }
        let seed = Draw.mix(instrument.salt, candle.openTime)
        let prices = path(plan, candle, seed)
        let ids = printIDs(index)
        let firstTrade = candle.firstTradeID
        let bought = min(candle.takerBuyVolume, candle.volume)
        let count = Int64(plan.count)
        let slot = base.milliseconds / count
        return (0..<plan.count).map { number in
            let buysBefore = plan.buys(before: number)
            let isBuy = plan.isBuy(number)
            let quantity =
                isBuy
                ? Share.part(bought, buysBefore, of: plan.buys, step: instrument.lotUnits)
                : Share.part(candle.volume - bought, number - buysBefore, of: plan.sells, step: instrument.lotUnits)
            return TradePrint(
                time: candle.openTime + slot * Int64(number) + Draw.below(slot, Draw.mix(seed, Int64(number))), price: prices[number],
                quantity: quantity, id: ids.lowerBound + Int64(number),
                firstTradeID: firstTrade + Share.portion(plan.trades, Int64(number), of: count),
                lastTradeID: firstTrade + Share.portion(plan.trades, Int64(number) + 1, of: count) - 1, isBuyerMaker: !isBuy)
        }
    }

    /// From corner to corner, with a little unrest, on the tick and within the candle's extremes.
    private func path(_ plan: PrintPlan, _ candle: VenueCandle, _ seed: UInt64) -> [Int64] {
        var prices = [Int64](repeating: candle.open, count: plan.count)
        for corner in 1..<max(1, plan.corners.count) {
            let (from, to) = (plan.place(of: corner - 1), plan.place(of: corner))
            let (start, end) = (plan.corners[corner - 1], plan.corners[corner])
            for number in (from + 1)..<max(from + 1, to) {
                let straight = start + Share.portion(end - start, Int64(number - from), of: Int64(to - from))
                let unrest = Draw.below((candle.high - candle.low) / 8 + 1, Draw.mix(seed ^ 0x5EED, Int64(number)))
                let price = instrument.onTick(straight + unrest - (candle.high - candle.low) / 16)
                prices[number] = min(max(price, candle.low), candle.high)
            }
            prices[to] = end
        }
        return prices
    }

    /// The candle as far as its first `told` prints tell; the whole candle after the last. Traps for none.
    package func forming(_ index: Int, _ prints: [TradePrint], told: Int) -> VenueCandle {
        let whole = candle(index)
        guard told < prints.count else { return whole }
        precondition(told > 0, "a candle starts with its first print")
        var partial = whole
        partial.high = whole.open
        partial.low = whole.open
        partial.volume = 0
        partial.takerBuyVolume = 0
        for print in prints[..<told] {
            partial.high = max(partial.high, print.price)
            partial.low = min(partial.low, print.price)
            partial.volume += print.quantity
            if !print.isBuyerMaker { partial.takerBuyVolume += print.quantity }
        }
        let last = prints[told - 1]
        partial.close = last.price
        partial.lastTradeID = last.lastTradeID
        let (told, all) = (last.lastTradeID - whole.firstTradeID + 1, whole.lastTradeID - whole.firstTradeID + 1)
        partial.tradeCount = Share.portion(whole.tradeCount, told, of: all)
        partial.quoteVolume = Share.portion(whole.quoteVolume, partial.volume, of: whole.volume)
        partial.takerBuyQuoteVolume = Share.portion(whole.takerBuyQuoteVolume, partial.takerBuyVolume, of: whole.takerBuyVolume)
        return partial
    }
}
