import PulseCore

extension VenueREST {
    /// Which prices candles are asked of.
    package enum CandlePrice {
        case traded, mark, index, premium
    }

    /// Candles by open time: newest without a start, forward from one.
    package func klines(
        _ reader: inout ParameterReader, _ place: BinanceMarket, symbolName: String = "symbol", price: CandlePrice = .traded,
        scale: Int64 = 1, at now: Int64
    ) throws(VenueRefusal) -> VenueAnswer {
        let symbol = try reader.symbol(symbolName)
        let interval = try reader.interval()
        let from = try reader.time("startTime")
        let to = try reader.time("endTime")
        var shift: Int64 = 0
        if place == .spot, let zone = try reader.optional("timeZone") {
            guard let offset = TimeZoneOffset.milliseconds(zone) else { throw .notValid("timeZone") }
            shift = offset
        }
        let limit = try reader.limit(otherwise: 500, most: place == .spot ? 1_000 : 1_500)
        try reader.finish()
        let index = try index(of: symbol, place)
        guard market.serves(interval) else { throw .invalidInterval }
        if let from, let to, from > to {
            if place == .usdm { throw VenueRefusal(-1023, "Start time is greater than end time.") }
            return VenueAnswer("[]")
        }
        let candles = market.series[index].candles(
            interval, from: from ?? 0, through: to ?? Int64.max, limit: limit, newest: from == nil, shift: shift, at: now)
        var answer: VenueAnswer
        if price == .traded {
            let told = candles.map { market.told($0, index, interval, at: now) }
            answer = klineRows(told, index, interval, scale: scale)
        } else {
            answer = priceRows(candles, index, interval, price, at: now)
        }
        answer.weight = place == .spot ? 2 : (limit < 100 ? 1 : limit < 500 ? 2 : limit <= 1_000 ? 5 : 10)
        return answer
    }

    /// Twelve columns a row.
    package func klineRows(_ candles: [VenueCandle], _ index: Int, _ interval: Timeframe, scale: Int64) -> VenueAnswer {
        let instrument = market.series[index].instrument
        var text = WireText(capacity: 2 + candles.count * 190)
        text.raw("[")
        for (number, candle) in candles.enumerated() {
            text.raw(number == 0 ? "[" : ",[")
            text.integer(candle.openTime * scale)
            for price in [candle.open, candle.high, candle.low, candle.close] {
                text.raw(",")
                text.price(price, instrument)
            }
            text.raw(",")
            text.quantity(candle.volume, instrument)
            text.raw(",")
            text.integer((candle.openTime + interval.milliseconds) * scale - 1)
            text.raw(",")
            text.value(candle.quoteVolume, instrument)
            text.raw(",")
            text.integer(candle.tradeCount)
            text.raw(",")
            text.quantity(candle.takerBuyVolume, instrument)
            text.raw(",")
            text.value(candle.takerBuyQuoteVolume, instrument)
            text.raw(",\"0\"]")
        }
        text.raw("]")
        return VenueAnswer(body: text.bytes)
    }

    /// Mark, index and premium of the same spans: only their four prices mean something.
    private func priceRows(
        _ candles: [VenueCandle], _ index: Int, _ interval: Timeframe, _ price: CandlePrice, at now: Int64
    ) -> VenueAnswer {
        let instrument = market.series[index].instrument
        let side = market.side[index]
        let scale = Double(Increment.powersOfTen[8 - instrument.priceDecimals])
        var text = WireText(capacity: 2 + candles.count * 150)
        text.raw("[")
        for (number, candle) in candles.enumerated() {
            let end = candle.openTime + interval.milliseconds - 1
            // A premium that was observed at a close is told of that candle; marks within it could not know it yet.
            let isOver = price == .premium && end < now
            let last = isOver ? side.premium(closing: end + 1) : side.premium(at: min(end, now))
            let premiums = (side.premium(at: candle.openTime), last)
            var prices: [Double]
            if price == .premium {
                prices = [premiums.0, max(premiums.0, premiums.1), min(premiums.0, premiums.1), premiums.1].map { $0 * 1e8 }
            } else {
                let share = price == .index ? 1.0 : 0.5
                prices = [candle.open, candle.high, candle.low, candle.close].map { Double($0) * scale * (1 - premiums.1 * share) }
                prices[0] = Double(candle.open) * scale * (1 - premiums.0 * share)
                prices[1] = max(prices[0], prices[1])
                prices[2] = min(prices[0], prices[2])
            }
            text.raw(number == 0 ? "[\(candle.openTime)" : ",[\(candle.openTime)")
            for price in prices {
                text.raw(",")
                text.quoted(Int64(price.rounded()), 8, shown: 8)
            }
            text.raw(",\"0\",\(end),\"0\",\(interval.milliseconds / 1_000),\"0\",\"0\",\"0\"]")
        }
        text.raw("]")
        return VenueAnswer(body: text.bytes)
    }
}
