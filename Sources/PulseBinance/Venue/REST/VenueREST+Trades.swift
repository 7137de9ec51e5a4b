import PulseCore

extension VenueREST {
    /// Aggregated trades: from a number on, in a window of time, or the newest.
    package func aggTrades(
        _ reader: inout ParameterReader, _ place: BinanceMarket, scale: Int64 = 1, at now: Int64
    ) throws(VenueRefusal) -> VenueAnswer {
        let symbol = try reader.symbol()
        let id = try reader.integer("fromId")
        let from = try reader.time("startTime")
        let to = try reader.time("endTime")
        let limit = try reader.limit(otherwise: 500, most: 1_000)
        try reader.finish()
        let series = market.series[try index(of: symbol, place)]
        if id != nil, from != nil || to != nil {
            throw VenueRefusal(-1128, "Combination of optional parameters invalid.")
        }
        if place == .usdm, let from, let to, to - from > 3_600_000 {
            throw VenueRefusal(-4085, "The time interval between startTime and endTime should be less than 1 hour")
        }
        let found = prints(series, id: id, from: from, to: to, limit: limit, at: now)
        var text = WireText(capacity: 2 + found.count * 130)
        text.raw("[")
        for (number, print) in found.enumerated() {
            text.raw(number == 0 ? "{\"a\":" : ",{\"a\":")
            text.integer(print.id)
            text.raw(",\"p\":")
            text.price(print.price, series.instrument)
            text.raw(",\"q\":")
            text.quantity(print.quantity, series.instrument)
            if place == .usdm {
                text.raw(",\"nq\":")
                text.quantity(print.quantity, series.instrument)
            }
            text.raw(",\"f\":\(print.firstTradeID),\"l\":\(print.lastTradeID),\"T\":\(print.time * scale),\"m\":\(print.isBuyerMaker)")
            text.raw(place == .spot ? ",\"M\":true}" : "}")
        }
        text.raw("]")
        var answer = VenueAnswer(body: text.bytes)
        answer.weight = place == .spot ? 4 : 20
        return answer
    }

    private func prints(_ series: VenueSeries, id: Int64?, from: Int64?, to: Int64?, limit: Int, at now: Int64) -> [TradePrint] {
        if let id {
            var found: [TradePrint] = []
            let first = max(id, VenueSeries.firstPrintID)
            guard var index = series.index(ofPrint: first) else { return [] }
            while found.count < limit, index < series.count, series.openTime[index] <= now {
                found += series.prints(index).filter { $0.id >= first && $0.time <= now }
                index += 1
            }
            return Array(found.prefix(limit))
        }
        let last = min(to ?? now, now)
        if let from {
            var found: [TradePrint] = []
            series.forEachPrints(from: from, through: last) { prints in
                found += prints
                return found.count < limit
            }
            return Array(found.prefix(limit))
        }
        return newest(series, limit: limit, at: last)
    }

    /// The newest prints at an instant, ascending.
    private func newest(_ series: VenueSeries, limit: Int, at now: Int64) -> [TradePrint] {
        var pieces: [[TradePrint]] = []
        var count = 0
        var index = series.index(atOrBefore: now)
        while let place = index, count < limit {
            let prints = series.prints(place).filter { $0.time <= now }
            pieces.append(prints)
            count += prints.count
            index = place > 0 ? place - 1 : nil
        }
        return Array(pieces.reversed().joined().suffix(limit))
    }

    /// Single trades: the newest, or from a number on.
    package func trades(
        _ reader: inout ParameterReader, _ place: BinanceMarket, isHistory: Bool, weight: Int, scale: Int64 = 1, at now: Int64
    ) throws(VenueRefusal) -> VenueAnswer {
        let symbol = try reader.symbol()
        let id = isHistory ? try reader.integer("fromId") : nil
        let limit = try reader.limit(otherwise: 500, most: 1_000)
        try reader.finish()
        let series = market.series[try index(of: symbol, place)]
        let lot = series.instrument.lotUnits
        var prints: [TradePrint]
        if let id, let candle = series.index(ofTrade: max(id, VenueSeries.firstTradeID)) {
            let first = series.prints(candle).first { $0.lastTradeID >= id }?.id
            prints = self.prints(series, id: first, from: nil, to: nil, limit: limit, at: now)
        } else if id != nil {
            prints = []
        } else {
            prints = newest(series, limit: limit, at: now)
        }
        var rows: [(trade: Int64, print: TradePrint)] = []
        for print in id == nil ? prints.reversed() : prints {
            let ids = Array(print.firstTradeID...print.lastTradeID).filter { $0 >= id ?? 0 }
            rows += (id == nil ? ids.reversed() : ids).map { ($0, print) }
            if rows.count >= limit { break }
        }
        rows = Array(rows.prefix(limit))
        if id == nil { rows.reverse() }
        var text = WireText(capacity: 2 + rows.count * 160)
        text.raw("[")
        for (number, row) in rows.enumerated() {
            let quantity = row.print.quantity(ofTrade: row.trade, lot: lot)
            text.raw(number == 0 ? "{\"id\":\(row.trade),\"price\":" : ",{\"id\":\(row.trade),\"price\":")
            text.price(row.print.price, series.instrument)
            text.raw(",\"qty\":")
            text.quantity(quantity, series.instrument)
            text.raw(",\"quoteQty\":")
            text.value(Self.value(row.print.price, quantity, series.instrument), series.instrument)
            text.raw(",\"time\":\(row.print.time * scale),\"isBuyerMaker\":\(row.print.isBuyerMaker)")
            text.raw(place == .spot ? ",\"isBestMatch\":true}" : "}")
        }
        text.raw("]")
        var answer = VenueAnswer(body: text.bytes)
        answer.weight = weight
        return answer
    }

    /// Price times quantity in the instrument's units of value.
    private static func value(_ price: Int64, _ quantity: Int64, _ instrument: VenueInstrument) -> Int64 {
        let decimals = instrument.priceDecimals + instrument.quantityDecimals
        var product = Int128(price) * Int128(quantity)
        for _ in instrument.quoteDecimals..<max(instrument.quoteDecimals, decimals) { product /= 10 }
        for _ in decimals..<max(decimals, instrument.quoteDecimals) { product *= 10 }
        return Int64(clamping: product)
    }
}
