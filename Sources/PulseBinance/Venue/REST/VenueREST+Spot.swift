import PulseCore

extension VenueREST {
    /// Answers `/api/v3/...`; nil for paths that are not served.
    package func spot(
        _ path: String, _ reader: inout ParameterReader, at now: Int64, isMicroseconds: Bool
    ) throws(VenueRefusal) -> VenueAnswer? {
        guard path.hasPrefix("/api/v3/") else { return nil }
        let scale: Int64 = isMicroseconds ? 1_000 : 1
        switch path.dropFirst(8) {
        case "ping":
            try reader.finish()
            return VenueAnswer("{}")
        case "time":
            try reader.finish()
            return time(at: now, scale: scale)
        case "exchangeInfo": return try spotExchangeInfo(&reader, at: now, scale: scale)
        case "klines", "uiKlines": return try klines(&reader, .spot, scale: scale, at: now)
        case "aggTrades": return try aggTrades(&reader, .spot, scale: scale, at: now)
        case "trades": return try trades(&reader, .spot, isHistory: false, weight: 25, scale: scale, at: now)
        case "historicalTrades": return try trades(&reader, .spot, isHistory: true, weight: 25, scale: scale, at: now)
        case "depth": return try spotDepth(&reader, at: now)
        case "avgPrice": return try averagePrice(&reader, at: now, scale: scale)
        case "ticker/24hr": return try dayTicker(&reader, .spot, at: now, scale: scale)
        case "ticker/price": return try priceTicker(&reader, .spot, at: now)
        case "ticker/bookTicker": return try bookTicker(&reader, .spot, at: now)
        default: return nil
        }
    }

    private func spotExchangeInfo(_ reader: inout ParameterReader, at now: Int64, scale: Int64) throws(VenueRefusal) -> VenueAnswer {
        for name in ["permissions", "showPermissionSets", "symbolStatus"] { _ = try reader.optional(name) }
        let (indices, _) = try selection(&reader, .spot)
        try reader.finish()
        var text = WireText(capacity: 2_048 + indices.count * 2_048)
        text.raw("{\"timezone\":\"UTC\",\"serverTime\":\(source.told(now) * scale),\"rateLimits\":[")
        text.raw("{\"rateLimitType\":\"REQUEST_WEIGHT\",\"interval\":\"MINUTE\",\"intervalNum\":1,\"limit\":6000},")
        text.raw("{\"rateLimitType\":\"ORDERS\",\"interval\":\"SECOND\",\"intervalNum\":10,\"limit\":50},")
        text.raw("{\"rateLimitType\":\"ORDERS\",\"interval\":\"DAY\",\"intervalNum\":1,\"limit\":160000},")
        text.raw("{\"rateLimitType\":\"RAW_REQUESTS\",\"interval\":\"MINUTE\",\"intervalNum\":5,\"limit\":300000}],")
        text.raw("\"exchangeFilters\":[],\"symbols\":[")
        for (number, index) in indices.enumerated() {
            if number > 0 { text.raw(",") }
            Self.spotSymbol(market.series[index].instrument, into: &text)
        }
        text.raw("]}")
        var answer = VenueAnswer(body: text.bytes)
        answer.weight = 20
        return answer
    }

    private static func spotSymbol(_ instrument: VenueInstrument, into text: inout WireText) {
        let tick = Decimal8(instrument.tick)
        let lot = Decimal8(instrument.lot)
        text.raw("{\"symbol\":\"\(instrument.symbol)\",\"status\":\"TRADING\",\"baseAsset\":\"\(instrument.baseAsset)\",")
        text.raw("\"baseAssetPrecision\":8,\"quoteAsset\":\"\(instrument.quoteAsset)\",\"quotePrecision\":8,\"quoteAssetPrecision\":8,")
        text.raw("\"baseCommissionPrecision\":8,\"quoteCommissionPrecision\":8,\"orderTypes\":[\"LIMIT\",\"LIMIT_MAKER\",\"MARKET\",")
        text.raw("\"STOP_LOSS\",\"STOP_LOSS_LIMIT\",\"TAKE_PROFIT\",\"TAKE_PROFIT_LIMIT\"],\"icebergAllowed\":true,\"ocoAllowed\":true,")
        text.raw("\"otoAllowed\":true,\"opoAllowed\":true,\"quoteOrderQtyMarketAllowed\":true,\"allowTrailingStop\":true,")
        text.raw("\"cancelReplaceAllowed\":true,\"amendAllowed\":true,\"pegInstructionsAllowed\":true,\"isSpotTradingAllowed\":true,")
        text.raw("\"isMarginTradingAllowed\":false,\"filters\":[")
        text.raw("{\"filterType\":\"PRICE_FILTER\",\"minPrice\":\"\(tick)\",\"maxPrice\":\"1000000.00000000\",\"tickSize\":\"\(tick)\"},")
        text.raw("{\"filterType\":\"LOT_SIZE\",\"minQty\":\"\(lot)\",\"maxQty\":\"9000000.00000000\",\"stepSize\":\"\(lot)\"},")
        text.raw("{\"filterType\":\"ICEBERG_PARTS\",\"limit\":10},{\"filterType\":\"MARKET_LOT_SIZE\",\"minQty\":\"0.00000000\",")
        text.raw("\"maxQty\":\"900000.00000000\",\"stepSize\":\"0.00000000\"},{\"filterType\":\"TRAILING_DELTA\",")
        text.raw("\"minTrailingAboveDelta\":10,\"maxTrailingAboveDelta\":2000,\"minTrailingBelowDelta\":10,")
        text.raw("\"maxTrailingBelowDelta\":2000},{\"filterType\":\"PERCENT_PRICE_BY_SIDE\",\"bidMultiplierUp\":\"5\",")
        text.raw("\"bidMultiplierDown\":\"0.2\",\"askMultiplierUp\":\"5\",\"askMultiplierDown\":\"0.2\",\"avgPriceMins\":5},")
        text.raw("{\"filterType\":\"NOTIONAL\",\"minNotional\":")
        text.quoted(instrument.minimumNotional.units, 8, shown: 8)
        text.raw(",\"applyMinToMarket\":true,\"maxNotional\":\"9000000.00000000\",\"applyMaxToMarket\":false,\"avgPriceMins\":5},")
        text.raw("{\"filterType\":\"MAX_NUM_ORDERS\",\"maxNumOrders\":200},{\"filterType\":\"MAX_NUM_ALGO_ORDERS\",")
        text.raw("\"maxNumAlgoOrders\":5}],\"permissions\":[],\"permissionSets\":[[\"SPOT\"]],")
        text.raw("\"defaultSelfTradePreventionMode\":\"EXPIRE_MAKER\",\"allowedSelfTradePreventionModes\":[\"EXPIRE_TAKER\",")
        text.raw("\"EXPIRE_MAKER\",\"EXPIRE_BOTH\"]}")
    }

    private func spotDepth(_ reader: inout ParameterReader, at now: Int64) throws(VenueRefusal) -> VenueAnswer {
        let symbol = try reader.symbol()
        _ = try reader.optional("symbolStatus")
        let limit = try reader.limit(otherwise: 100, most: 5_000)
        try reader.finish()
        let series = market.series[try index(of: symbol, .spot)]
        var text = WireText(capacity: 4_096)
        let book = book(series, at: now)
        text.raw("{\"lastUpdateId\":\(book?.updateID ?? 0),\"bids\":")
        text.levels(book?.bids.prefix(limit) ?? [], series.instrument)
        text.raw(",\"asks\":")
        text.levels(book?.asks.prefix(limit) ?? [], series.instrument)
        text.raw("}")
        var answer = VenueAnswer(body: text.bytes)
        answer.weight = limit <= 100 ? 5 : limit <= 500 ? 25 : limit <= 1_000 ? 50 : 250
        return answer
    }

    private func averagePrice(_ reader: inout ParameterReader, at now: Int64, scale: Int64) throws(VenueRefusal) -> VenueAnswer {
        let symbol = try reader.symbol()
        try reader.finish()
        let series = market.series[try index(of: symbol, .spot)]
        let statistics = RollingStatistics(series, at: now, length: 300_000)
        var text = WireText()
        text.raw("{\"mins\":5,\"price\":")
        let mean = statistics.mean(series.instrument, decimals: 8)
        if mean > 0 { text.quoted(mean, 8, shown: 8) } else { text.price(series.lastPrice(at: now), series.instrument) }
        text.raw(",\"closeTime\":\((statistics.last?.time ?? now) * scale)}")
        var answer = VenueAnswer(body: text.bytes)
        answer.weight = 2
        return answer
    }

    /// The book at an instant; nil before the first print.
    package func book(_ series: VenueSeries, at now: Int64) -> VenueBook? {
        series.lastPrint(at: now).map { VenueBook(after: $0, series.instrument) }
    }
}

/// An increment with the eight decimals that the spot market prints.
package struct Decimal8: CustomStringConvertible {
    package let description: String

    package init(_ increment: Increment) {
        var text = WireText()
        text.decimal(increment.mantissa, increment.decimals, shown: 8)
        description = String(decoding: text.bytes, as: UTF8.self)
    }
}
