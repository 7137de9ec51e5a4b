import PulseCore

extension VenueREST {
    /// `/fapi/v1/exchangeInfo`, which takes no parameters.
    package func futuresExchangeInfo(at now: Int64) -> VenueAnswer {
        let indices = market.indices(of: .usdm)
        var text = WireText(capacity: 2_048 + indices.count * 2_048)
        text.raw("{\"timezone\":\"UTC\",\"serverTime\":\(source.told(now)),\"futuresType\":\"U_MARGINED\",\"rateLimits\":[")
        text.raw("{\"rateLimitType\":\"REQUEST_WEIGHT\",\"interval\":\"MINUTE\",\"intervalNum\":1,\"limit\":2400},")
        text.raw("{\"rateLimitType\":\"ORDERS\",\"interval\":\"MINUTE\",\"intervalNum\":1,\"limit\":1200},")
        text.raw("{\"rateLimitType\":\"ORDERS\",\"interval\":\"SECOND\",\"intervalNum\":10,\"limit\":300}],\"exchangeFilters\":[],")
        text.raw("\"assets\":[{\"asset\":\"USDT\",\"marginAvailable\":true,\"autoAssetExchange\":\"-10000\"}],\"symbols\":[")
        for (number, index) in indices.enumerated() {
            if number > 0 { text.raw(",") }
            symbol(market.series[index], into: &text)
        }
        text.raw("]}")
        return VenueAnswer(body: text.bytes)
    }

    private func symbol(_ series: VenueSeries, into text: inout WireText) {
        let instrument = series.instrument
        let tick = Self.padded(instrument.tick, instrument.priceDecimals)
        let lot = Self.padded(instrument.lot, instrument.quantityDecimals)
        text.raw("{\"symbol\":\"\(instrument.symbol)\",\"pair\":\"\(instrument.symbol)\",\"contractType\":\"PERPETUAL\",")
        text.raw("\"deliveryDate\":4133404800000,\"onboardDate\":\(series.span.from.milliseconds),\"status\":\"TRADING\",")
        text.raw("\"maintMarginPercent\":\"2.5000\",\"requiredMarginPercent\":\"5.0000\",\"baseAsset\":\"\(instrument.baseAsset)\",")
        text.raw("\"quoteAsset\":\"\(instrument.quoteAsset)\",\"marginAsset\":\"\(instrument.quoteAsset)\",")
        text.raw("\"pricePrecision\":\(instrument.priceDecimals),\"quantityPrecision\":\(instrument.quantityDecimals),")
        text.raw("\"baseAssetPrecision\":8,\"quotePrecision\":8,\"underlyingType\":\"COIN\",\"underlyingSubType\":[],")
        text.raw("\"triggerProtect\":\"0.0500\",\"liquidationFee\":\"0.012500\",\"marketTakeBound\":\"0.05\",\"maxMoveOrderLimit\":10000,")
        text.raw(
            "\"filters\":[{\"filterType\":\"PRICE_FILTER\",\"minPrice\":\"\(tick)\",\"maxPrice\":\"4529764\",\"tickSize\":\"\(tick)\"},")
        text.raw("{\"filterType\":\"LOT_SIZE\",\"minQty\":\"\(lot)\",\"maxQty\":\"1000000\",\"stepSize\":\"\(lot)\"},")
        text.raw("{\"filterType\":\"MARKET_LOT_SIZE\",\"minQty\":\"\(lot)\",\"maxQty\":\"100000\",\"stepSize\":\"\(lot)\"},")
        text.raw("{\"filterType\":\"MAX_NUM_ORDERS\",\"limit\":200},{\"filterType\":\"MIN_NOTIONAL\",\"notional\":")
        text.quoted(instrument.minimumNotional.units, 8, shown: 0)
        text.raw(
            "},{\"filterType\":\"PERCENT_PRICE\",\"multiplierUp\":\"1.0500\",\"multiplierDown\":\"0.9500\",\"multiplierDecimal\":\"4\"},")
        text.raw("{\"filterType\":\"POSITION_RISK_CONTROL\",\"positionControlSide\":\"NONE\"}],\"orderTypes\":[\"LIMIT\",\"MARKET\",")
        text.raw("\"STOP\",\"STOP_MARKET\",\"TAKE_PROFIT\",\"TAKE_PROFIT_MARKET\",\"TRAILING_STOP_MARKET\"],")
        text.raw("\"timeInForce\":[\"GTC\",\"IOC\",\"FOK\",\"GTX\",\"GTD\",\"RPI\"],\"permissionSets\":[\"GRID\",\"COPY\",\"RPI\"]}")
    }

    private static func padded(_ increment: Increment, _ decimals: Int) -> String {
        var text = WireText()
        text.decimal(increment.mantissa, increment.decimals, shown: max(decimals, increment.decimals))
        return String(decoding: text.bytes, as: UTF8.self)
    }

    /// `/futures/data/...`: snapshots of the last thirty days.
    package func futuresData(_ name: Substring, _ reader: inout ParameterReader, at now: Int64) throws(VenueRefusal) -> VenueAnswer? {
        let names = [
            "openInterestHist", "globalLongShortAccountRatio", "topLongShortAccountRatio", "topLongShortPositionRatio",
            "takerlongshortRatio",
        ]
        guard names.contains(String(name)) else { return nil }
        let symbol = try reader.symbol()
        let periods = ["5m", "15m", "30m", "1h", "2h", "4h", "6h", "12h", "1d"]
        let text = try reader.required("period")
        guard periods.contains(text), let period = Timeframe(text) else { throw .notValid("period") }
        let from = try reader.time("startTime")
        let to = try reader.time("endTime")
        let limit = Int64(try reader.limit(otherwise: 30, most: 500))
        let index = try index(of: symbol, .usdm)
        let step = period.milliseconds
        let newest = min(to ?? now, now).floored(toMultipleOf: step)
        let oldest = max(now - 30 * 86_400_000, market.series[index].span.from.milliseconds, from ?? 0)
        var first = (oldest + step - 1).floored(toMultipleOf: step)
        let last = from == nil ? newest : min(newest, first + (limit - 1) * step)
        if from == nil { first = max(first, newest - (limit - 1) * step) }
        var rows = WireText(capacity: 4_096)
        rows.raw("[")
        for (number, time) in stride(from: first, through: last, by: Int64.Stride(step)).enumerated() {
            if number > 0 { rows.raw(",") }
            snapshot(name, index, step, at: time, into: &rows)
        }
        rows.raw("]")
        var answer = VenueAnswer(body: rows.bytes)
        answer.weight = 0
        return answer
    }

    private func snapshot(_ name: Substring, _ index: Int, _ step: Int64, at time: Int64, into text: inout WireText) {
        let series = market.series[index]
        let side = market.side[index]
        func decimal(_ key: String, _ value: Double, _ decimals: Int) {
            text.raw("\"\(key)\":")
            text.quoted(DecimalUnits(decimals).units(value), decimals, shown: decimals)
        }
        text.raw("{")
        switch name {
        case "openInterestHist":
            let price = Double(series.lastPrice(at: time)) / Double(Increment.powersOfTen[series.instrument.priceDecimals])
            let interest = side.openInterest(at: time)
            text.raw("\"symbol\":\"\(series.instrument.symbol)\",")
            decimal("sumOpenInterest", interest, 8)
            text.raw(",")
            decimal("sumOpenInterestValue", interest * price, 8)
            text.raw(",\"CMCCirculatingSupply\":\"0.00000000\"")
        case "takerlongshortRatio":
            let candle = Timeframe(milliseconds: step).flatMap { interval in
                market.serves(interval) ? series.candle(interval, open: time - step, at: time) : nil
            }
            let scale = Double(Increment.powersOfTen[series.instrument.quantityDecimals])
            let bought = Double(candle?.takerBuyVolume ?? 0) / scale
            let sold = Double((candle?.volume ?? 0) - (candle?.takerBuyVolume ?? 0)) / scale
            decimal("buySellRatio", sold > 0 ? bought / sold : 1, 4)
            text.raw(",")
            decimal("buyVol", bought, 4)
            text.raw(",")
            decimal("sellVol", sold, 4)
        default:
            let ratio = side.longShortRatio(at: time)
            text.raw("\"symbol\":\"\(series.instrument.symbol)\",")
            decimal("longAccount", ratio / (1 + ratio), 4)
            text.raw(",")
            decimal("longShortRatio", ratio, 4)
            text.raw(",")
            decimal("shortAccount", 1 / (1 + ratio), 4)
        }
        text.raw(",\"timestamp\":\(time)}")
    }
}
