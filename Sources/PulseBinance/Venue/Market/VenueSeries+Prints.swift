import PulseCore

extension VenueSeries {
    /// The prints of a candle, in their order.
    package func prints(_ index: Int) -> [TradePrint] { prints(index, numbers: 0..<printIDs(index).count) }

    /// Those of them whose times lie in `from...through`.
    package func prints(_ index: Int, from: Int64, through: Int64) -> [TradePrint] {
        prints(index, numbers: numbers(of: index, from: from, through: through)).filter { $0.time >= from && $0.time <= through }
    }

    /// The first print of a candle, or nil where nothing was traded.
    package func firstPrint(of index: Int) -> TradePrint? { prints(index, numbers: 0..<min(1, printIDs(index).count)).first }

    /// The last print of a candle, or nil where nothing was traded.
    package func lastPrint(of index: Int) -> TradePrint? {
        let count = printIDs(index).count
        return prints(index, numbers: max(0, count - 1)..<count).first
    }

    /// Which prints of a candle may lie in `from...through`: each has a slot of the candle's time to itself, all as long.
    func numbers(of index: Int, from: Int64, through: Int64) -> Range<Int> {
        let count = printIDs(index).count
        let open = openTime[index]
        guard count > 0, through >= open, through >= from else { return 0..<0 }
        let slot = base.milliseconds / Int64(count)
        let lower = Int(min(Int64(count), max(0, from - open) / slot))
        return lower..<max(lower, Int(min(Int64(count), (through - open) / slot + 1)))
    }

    /// Some of the prints of a candle; no print depends on another.
    func prints(_ index: Int, numbers: Range<Int>) -> [TradePrint] {
        guard !numbers.isEmpty else { return [] }
        let candle = candle(index)
        let plan = PrintPlan(candle, lot: instrument.lotUnits, most: printsPerCandle)
        let seed = Draw.mix(instrument.salt, candle.openTime)
        let prices = path(plan, candle, seed, numbers)
        let ids = printIDs(index)
        let firstTrade = candle.firstTradeID
        let bought = min(candle.takerBuyVolume, candle.volume)
        let count = Int64(plan.count)
        let slot = base.milliseconds / count
        return numbers.map { number in
            let buysBefore = plan.buys(before: number)
            let isBuy = plan.isBuy(number)
            let quantity =
                isBuy
                ? Share.part(bought, buysBefore, of: plan.buys, step: instrument.lotUnits)
                : Share.part(candle.volume - bought, number - buysBefore, of: plan.sells, step: instrument.lotUnits)
            return TradePrint(
                time: candle.openTime + slot * Int64(number) + Draw.below(slot, Draw.mix(seed, Int64(number))),
                price: prices[number - numbers.lowerBound], quantity: quantity, id: ids.lowerBound + Int64(number),
                firstTradeID: firstTrade + Share.portion(plan.trades, Int64(number), of: count),
                lastTradeID: firstTrade + Share.portion(plan.trades, Int64(number) + 1, of: count) - 1, isBuyerMaker: !isBuy)
        }
    }

    /// From corner to corner, with a little unrest, on the tick and within the candle's extremes: the prices of some prints.
    private func path(_ plan: PrintPlan, _ candle: VenueCandle, _ seed: UInt64, _ numbers: Range<Int>) -> [Int64] {
        var prices = [Int64](repeating: candle.open, count: numbers.count)
        for corner in 1..<max(1, plan.corners.count) {
            let (from, to) = (plan.place(of: corner - 1), plan.place(of: corner))
            let (start, end) = (plan.corners[corner - 1], plan.corners[corner])
            for number in numbers.clamped(to: (from + 1)..<max(from + 1, to)) {
                let straight = start + Share.portion(end - start, Int64(number - from), of: Int64(to - from))
                let unrest = Draw.below((candle.high - candle.low) / 8 + 1, Draw.mix(seed ^ 0x5EED, Int64(number)))
                let price = instrument.onTick(straight + unrest - (candle.high - candle.low) / 16)
                prices[number - numbers.lowerBound] = min(max(price, candle.low), candle.high)
            }
            if numbers.contains(to) { prices[to - numbers.lowerBound] = end }
        }
        return prices
    }

    /// The candle as far as its first `told` prints tell, which `prints` starts with; the whole candle after the last. Traps for none.
    package func forming(_ index: Int, _ prints: [TradePrint], told: Int) -> VenueCandle {
        let whole = candle(index)
        guard told < printIDs(index).count else { return whole }
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
