import PulseCore

extension VenueREST {
    /// Answers `/fapi/...` and `/futures/data/...`; nil for paths that are not served.
    package func usdm(_ path: String, _ reader: inout ParameterReader, at now: Int64) throws(VenueRefusal) -> VenueAnswer? {
        if path.hasPrefix("/futures/data/") { return try futuresData(path.dropFirst(14), &reader, at: now) }
        guard path.hasPrefix("/fapi/v1/") || path.hasPrefix("/fapi/v2/") || path.hasPrefix("/fapi/v3/") else { return nil }
        switch path.dropFirst(9) {
        case "ping": return VenueAnswer("{}")
        case "time": return time(at: now, scale: 1)
        case "exchangeInfo": return futuresExchangeInfo(at: now)
        case "klines": return try klines(&reader, .usdm, at: now)
        case "continuousKlines":
            let kind = try reader.required("contractType")
            guard kind == "PERPETUAL" else { return VenueAnswer("[]") }
            return try klines(&reader, .usdm, symbolName: "pair", at: now)
        case "markPriceKlines": return try klines(&reader, .usdm, price: .mark, at: now)
        case "indexPriceKlines": return try klines(&reader, .usdm, symbolName: "pair", price: .index, at: now)
        case "premiumIndexKlines": return try klines(&reader, .usdm, price: .premium, at: now)
        case "aggTrades": return try aggTrades(&reader, .usdm, at: now)
        case "trades": return try trades(&reader, .usdm, isHistory: false, weight: 5, at: now)
        case "historicalTrades": return try trades(&reader, .usdm, isHistory: true, weight: 20, at: now)
        case "depth": return try futuresDepth(&reader, at: now)
        case "ticker/24hr": return try dayTicker(&reader, .usdm, at: now)
        case "ticker/price": return try priceTicker(&reader, .usdm, at: now)
        case "ticker/bookTicker": return try bookTicker(&reader, .usdm, at: now)
        case "premiumIndex": return try premiumIndex(&reader, at: now)
        case "fundingRate": return try fundingRate(&reader, at: now)
        case "fundingInfo": return fundingInfo()
        case "openInterest": return try openInterest(&reader, at: now)
        default: return nil
        }
    }

    private func futuresDepth(_ reader: inout ParameterReader, at now: Int64) throws(VenueRefusal) -> VenueAnswer {
        let symbol = try reader.symbol()
        let limit = try reader.integer("limit") ?? 500
        guard let weight = [5: 2, 10: 2, 20: 2, 50: 2, 100: 5, 500: 10, 1_000: 20][limit] else {
            throw VenueRefusal(-4021, "'\(limit)' is not valid depth limit.")
        }
        let series = market.series[try index(of: symbol, .usdm)]
        let book = book(series, at: now)
        var text = WireText(capacity: 4_096)
        text.raw("{\"lastUpdateId\":\(book?.updateID ?? 0),\"E\":\(source.told(now)),\"T\":\(book?.time ?? now),\"bids\":")
        text.levels(book?.bids.prefix(Int(limit)) ?? [], series.instrument)
        text.raw(",\"asks\":")
        text.levels(book?.asks.prefix(Int(limit)) ?? [], series.instrument)
        text.raw("}")
        var answer = VenueAnswer(body: text.bytes)
        answer.weight = weight
        return answer
    }

    private func premiumIndex(_ reader: inout ParameterReader, at now: Int64) throws(VenueRefusal) -> VenueAnswer {
        let (indices, form) = try selection(&reader, .usdm)
        var answer = objects(indices, isOne: form == .symbol) { index, text in
            let quote = MarkQuote(market, index, at: now)
            text.raw("{\"symbol\":\"\(market.series[index].instrument.symbol)\"")
            let prices = [
                ("markPrice", quote.mark), ("indexPrice", quote.index), ("estimatedSettlePrice", quote.index),
                ("lastFundingRate", quote.rate),
            ]
            for (key, units) in prices {
                text.raw(",\"\(key)\":")
                text.quoted(units, 8, shown: 8)
            }
            text.raw(",\"interestRate\":\"0.00010000\",\"nextFundingTime\":\(quote.nextFunding),\"time\":\(source.told(now))}")
        }
        answer.weight = form == .symbol ? 1 : 10
        return answer
    }

    private func fundingRate(_ reader: inout ParameterReader, at now: Int64) throws(VenueRefusal) -> VenueAnswer {
        let symbol = try reader.optional("symbol")
        let from = try reader.time("startTime")
        let to = min(try reader.time("endTime") ?? now, now)
        let limit = try reader.limit(otherwise: 100, most: 1_000)
        var indices = market.indices(of: .usdm)
        if let symbol {
            try ParameterReader.check(symbol: symbol, "symbol")
            indices = [try index(of: symbol, .usdm)]
        }
        var rows: [(settlement: VenueSide.Funding, index: Int)] = []
        for index in indices {
            let found = market.side[index].settlements(toldFrom: from ?? 0, through: to)
            rows += (from == nil ? found.suffix(limit) : found.prefix(limit)).map { ($0, index) }
        }
        rows.sort { ($0.settlement.time, $0.index) < ($1.settlement.time, $1.index) }
        rows = Array(from == nil ? rows.suffix(limit) : rows.prefix(limit))
        var text = WireText(capacity: 2 + rows.count * 140)
        text.raw("[")
        for (number, row) in rows.enumerated() {
            text.raw(number == 0 ? "{" : ",{")
            text.raw(
                "\"symbol\":\"\(market.series[row.index].instrument.symbol)\",\"fundingTime\":\(row.settlement.told),\"fundingRate\":")
            text.quoted(row.settlement.rate, 8, shown: 8)
            text.raw(",\"markPrice\":")
            text.quoted(MarkQuote(market, row.index, at: row.settlement.time).mark, 8, shown: 8)
            text.raw(",\"rateType\":\"Regular\"}")
        }
        text.raw("]")
        var answer = VenueAnswer(body: text.bytes)
        answer.weight = 0
        return answer
    }

    /// Only contracts whose interval is not eight hours.
    private func fundingInfo() -> VenueAnswer {
        let adjusted = market.indices(of: .usdm).filter { market.side[$0].fundingHours != 8 }
        var answer = objects(adjusted, isOne: false) { index, text in
            text.raw("{\"symbol\":\"\(market.series[index].instrument.symbol)\",\"adjustedFundingRateCap\":\"0.02000000\",")
            text.raw("\"adjustedFundingRateFloor\":\"-0.02000000\",\"fundingIntervalHours\":\(market.side[index].fundingHours),")
            text.raw("\"disclaimer\":false,\"updateTime\":\(market.live.from.milliseconds)}")
        }
        answer.weight = 0
        return answer
    }

    private func openInterest(_ reader: inout ParameterReader, at now: Int64) throws(VenueRefusal) -> VenueAnswer {
        let index = try index(of: try reader.symbol(), .usdm)
        var text = WireText()
        text.raw("{\"openInterest\":")
        text.quoted(DecimalUnits(3).units(market.side[index].openInterest(at: now)), 3, shown: 3)
        text.raw(",\"symbol\":\"\(market.series[index].instrument.symbol)\",\"time\":\(source.told(now))}")
        return VenueAnswer(body: text.bytes)
    }
}
