import PulseCore

extension VenueREST {
    /// `ticker/24hr` of both markets: the spot market also tells quotes.
    package func dayTicker(
        _ reader: inout ParameterReader, _ place: BinanceMarket, at now: Int64, scale: Int64 = 1
    ) throws(VenueRefusal) -> VenueAnswer {
        let kind = place == .spot ? try reader.optional("type") ?? "FULL" : "FULL"
        if place == .spot { _ = try reader.optional("symbolStatus") }
        guard kind == "FULL" || kind == "MINI" else { throw VenueRefusal(-1139, "Invalid ticker type.") }
        let (indices, form) = try selection(&reader, place)
        try reader.finish()
        var answer = objects(indices, isOne: form == .symbol) { dayTicker($0, isMini: kind == "MINI", at: now, scale: scale, into: &$1) }
        answer.weight =
            switch (place, form) {
            case (.usdm, .symbol): 1
            case (.usdm, _): 40
            case (.spot, .symbol): 2
            // All of them cost the most, however few there are.
            case (.spot, .all): 80
            case (.spot, .symbols): indices.count <= 20 ? 2 : indices.count <= 100 ? 40 : 80
            }
        return answer
    }

    private func dayTicker(_ index: Int, isMini: Bool, at now: Int64, scale: Int64, into text: inout WireText) {
        let series = market.series[index]
        let instrument = series.instrument
        let isSpot = instrument.market == .spot
        let statistics = RollingStatistics(series, at: now)
        let candle = statistics.candle ?? .flat(now, at: series.lastPrice(at: now))
        text.raw("{\"symbol\":\"\(instrument.symbol)\"")
        func price(_ key: String, _ units: Int64) {
            text.raw(",\"\(key)\":")
            text.price(units, instrument)
        }
        func quantity(_ key: String, _ units: Int64) {
            text.raw(",\"\(key)\":")
            text.quantity(units, instrument)
        }
        if !isMini {
            price("priceChange", statistics.change)
            text.raw(",\"priceChangePercent\":")
            text.quoted(statistics.changePercent, 3, shown: 3)
            text.raw(",\"weightedAvgPrice\":")
            let decimals = isSpot ? 8 : instrument.priceDecimals
            text.quoted(statistics.mean(instrument, decimals: decimals), decimals, shown: decimals)
            if isSpot { price("prevClosePrice", statistics.previousClose) }
            price("lastPrice", candle.close)
            quantity("lastQty", statistics.last?.quantity ?? 0)
            if isSpot, let print = statistics.last {
                let book = VenueBook(after: print, instrument, levels: 1)
                price("bidPrice", book.bids[0].price)
                quantity("bidQty", book.bids[0].quantity)
                price("askPrice", book.asks[0].price)
                quantity("askQty", book.asks[0].quantity)
            }
        }
        price("openPrice", candle.open)
        price("highPrice", candle.high)
        price("lowPrice", candle.low)
        if isMini { price("lastPrice", candle.close) }
        quantity("volume", candle.volume)
        text.raw(",\"quoteVolume\":")
        text.value(candle.quoteVolume, instrument)
        text.raw(",\"openTime\":\(statistics.openTime * scale),\"closeTime\":\(statistics.closeTime * scale)")
        text.raw(",\"firstId\":\(candle.firstTradeID),\"lastId\":\(candle.lastTradeID),\"count\":\(candle.tradeCount)}")
    }

    /// `ticker/price`; futures add the time of the last trade.
    package func priceTicker(_ reader: inout ParameterReader, _ place: BinanceMarket, at now: Int64) throws(VenueRefusal) -> VenueAnswer {
        if place == .spot { _ = try reader.optional("symbolStatus") }
        let (indices, form) = try selection(&reader, place)
        try reader.finish()
        var answer = objects(indices, isOne: form == .symbol) { index, text in
            let series = market.series[index]
            let last = series.lastPrint(at: now)
            text.raw("{\"symbol\":\"\(series.instrument.symbol)\",\"price\":")
            text.price(last?.price ?? series.lastPrice(at: now), series.instrument)
            text.raw(place == .spot ? "}" : ",\"time\":\(last?.time ?? now)}")
        }
        let isOne = form == .symbol
        answer.weight = place == .spot ? (isOne ? 2 : 4) : (isOne ? 1 : 2)
        return answer
    }

    /// `ticker/bookTicker`; futures add the time of the quote.
    package func bookTicker(_ reader: inout ParameterReader, _ place: BinanceMarket, at now: Int64) throws(VenueRefusal) -> VenueAnswer {
        if place == .spot { _ = try reader.optional("symbolStatus") }
        let (indices, form) = try selection(&reader, place)
        try reader.finish()
        var answer = objects(indices, isOne: form == .symbol) { index, text in
            let series = market.series[index]
            let book = series.lastPrint(at: now).map { VenueBook(after: $0, series.instrument, levels: 1) }
            let nothing = VenueBook.Level(price: series.lastPrice(at: now), quantity: 0)
            text.raw("{\"symbol\":\"\(series.instrument.symbol)\"")
            for (name, level) in [("bid", book?.bids.first ?? nothing), ("ask", book?.asks.first ?? nothing)] {
                text.raw(",\"\(name)Price\":")
                text.price(level.price, series.instrument)
                text.raw(",\"\(name)Qty\":")
                text.quantity(level.quantity, series.instrument)
            }
            text.raw(place == .spot ? "}" : ",\"time\":\(book?.time ?? now)}")
        }
        let isOne = form == .symbol
        answer.weight = place == .spot ? (isOne ? 2 : 4) : (isOne ? 2 : 5)
        return answer
    }
}
