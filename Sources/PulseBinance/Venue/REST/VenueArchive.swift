import PulseCore
import PulseStore

/// The archive's files, made on demand from what the venue holds to be true: `/data/{spot|futures/um}/{daily|monthly}/...`.
///
/// A file is there once its day or month is over on the venue's clock, and with it the last candle that opens in it; days without candles
/// have none. Nothing of it changes afterwards: who keeps files may keep it.
package struct VenueArchive: Sendable {
    private let market: VenueMarket

    package init(_ market: VenueMarket) {
        self.market = market
    }

    /// A file's place in the archive.
    package struct File: Hashable, Sendable {
        package enum Kind: Hashable, Sendable {
            case klines(Timeframe), aggTrades, fundingRate, metrics
        }

        package var kind: Kind
        package var index: Int
        package var range: TimeRange
        /// Without `.zip`.
        package var name: String

        /// When it is there: candles are whole in it, also one that opens on its last day and ends in the next month.
        package var publication: Int64 {
            guard case .klines(let interval) = kind else { return range.to.milliseconds }
            return VenueSeries.floor(range.to.milliseconds - 1, interval) + interval.milliseconds
        }
    }

    /// Answers for a path below `/data/`; nil where nothing is.
    package func answer(_ request: VenueRequest, at now: Int64) -> VenueAnswer? {
        guard request.path.hasPrefix("/data/") else { return nil }
        let wantsChecksum = request.path.hasSuffix(".zip.CHECKSUM")
        let path = wantsChecksum ? request.path.dropLast(9) : request.path[...]
        guard path.hasSuffix(".zip"), let file = file(String(path.dropLast(4))), file.publication <= now,
            let text = contents(file), let zip = try? ZipArchive.bytes(name: file.name + ".csv", contents: text)
        else { return nil }
        var answer = VenueAnswer(body: zip)
        answer.contentType = "application/zip"
        if wantsChecksum {
            answer = VenueAnswer("\(ContentDigest.hex(of: zip))  \(file.name).zip\n")
            answer.contentType = "text/plain"
        }
        answer.weight = 0
        return answer
    }

    /// Reads `/data/futures/um/daily/klines/BTCUSDT/1m/BTCUSDT-1m-2025-01-31`; nil for what the archive does not have.
    package func file(_ path: String) -> File? {
        var parts = path.split(separator: "/").map(String.init)[...]
        guard parts.popFirst() == "data", let first = parts.popFirst() else { return nil }
        let place: BinanceMarket
        switch first {
        case "spot": place = .spot
        case "futures" where parts.popFirst() == "um": place = .usdm
        default: return nil
        }
        guard let span = parts.popFirst(), let kindName = parts.popFirst(), let symbol = parts.popFirst(),
            let index = market.index(place, symbol)
        else { return nil }
        var middle = kindName
        let kind: File.Kind
        switch (kindName, place, span) {
        case ("klines", _, _):
            guard let text = parts.popFirst(), let interval = Timeframe(text), market.serves(interval) else { return nil }
            kind = .klines(interval)
            middle = text
        case ("aggTrades", _, "daily"): kind = .aggTrades
        case ("fundingRate", .usdm, "monthly"): kind = .fundingRate
        case ("metrics", .usdm, "daily"): kind = .metrics
        default: return nil
        }
        guard let name = parts.popFirst(), parts.isEmpty, name.hasPrefix("\(symbol)-\(middle)-"),
            let range = Self.range(name.dropFirst(symbol.utf8.count + middle.utf8.count + 2), span)
        else { return nil }
        return File(kind: kind, index: index, range: range, name: name)
    }

    /// The day or the month that a date says.
    private static func range(_ date: Substring, _ span: String) -> TimeRange? {
        switch span {
        case "daily":
            guard date.utf8.count == 10, let day = Timestamp(String(date)) else { return nil }
            return TimeRange(from: day, to: day.advanced(byMilliseconds: Timestamp.day))
        case "monthly":
            guard date.utf8.count == 7, let first = Timestamp(date + "-01") else { return nil }
            // The first of the next month lies 28 to 31 days later.
            let later = first.advanced(byMilliseconds: 32 * Timestamp.day).description
            return Timestamp(later.prefix(7) + "-01").map { TimeRange(from: first, to: $0) }
        default: return nil
        }
    }

    /// The text of a file that is there; nil where there is nothing to be put into it.
    package func contents(_ file: File) -> [UInt8]? {
        switch file.kind {
        case .klines(let interval): klines(file, interval)
        case .aggTrades: aggTrades(file)
        case .fundingRate: fundingRates(file)
        case .metrics: metrics(file)
        }
    }

    /// Files of the spot market are in microseconds since 2025.
    private func scale(_ file: File) -> Int64 {
        let isSpot = market.series[file.index].instrument.market == .spot
        return isSpot && file.range.from.milliseconds >= 1_735_689_600_000 ? 1_000 : 1
    }

    private func klines(_ file: File, _ interval: Timeframe) -> [UInt8]? {
        let series = market.series[file.index]
        let instrument = series.instrument
        let (from, to) = (file.range.from.milliseconds, file.range.to.milliseconds)
        let candles = series.candles(
            interval, from: from, through: to - 1, limit: Int((to - from) / interval.milliseconds) + 1, newest: false,
            at: file.publication)
        guard !candles.isEmpty else { return nil }
        let scale = scale(file)
        var text = WireText(capacity: candles.count * 150)
        if instrument.market == .usdm { text.raw(BinanceKlines.header + "\n") }
        for candle in candles {
            text.integer(candle.openTime * scale)
            func column(_ body: (inout WireText) -> Void) {
                text.raw(",")
                body(&text)
            }
            for price in [candle.open, candle.high, candle.low, candle.close] { column { $0.plainPrice(price, instrument) } }
            column { $0.plainQuantity(candle.volume, instrument) }
            column { $0.integer((candle.openTime + interval.milliseconds) * scale - 1) }
            column { $0.plainValue(candle.quoteVolume, instrument) }
            column { $0.integer(candle.tradeCount) }
            column { $0.plainQuantity(candle.takerBuyVolume, instrument) }
            column { $0.plainValue(candle.takerBuyQuoteVolume, instrument) }
            text.raw(",0\n")
        }
        return text.bytes
    }

    private func aggTrades(_ file: File) -> [UInt8]? {
        let series = market.series[file.index]
        let isSpot = series.instrument.market == .spot
        let scale = scale(file)
        var text = WireText(capacity: 65_536)
        series.forEachPrints(from: file.range.from.milliseconds, through: file.range.to.milliseconds - 1) { prints in
            for print in prints {
                text.raw("\(print.id),")
                text.plainPrice(print.price, series.instrument)
                text.raw(",")
                text.plainQuantity(print.quantity, series.instrument)
                text.raw(",\(print.firstTradeID),\(print.lastTradeID),\(print.time * scale),")
                text.raw(isSpot ? (print.isBuyerMaker ? "True,True\n" : "False,True\n") : "\(print.isBuyerMaker)\n")
            }
            return true
        }
        guard !text.bytes.isEmpty else { return nil }
        let header = isSpot ? "" : "agg_trade_id,price,quantity,first_trade_id,last_trade_id,transact_time,is_buyer_maker\n"
        return Array(header.utf8) + text.bytes
    }

    private func fundingRates(_ file: File) -> [UInt8]? {
        let side = market.side[file.index]
        let found = side.settlements(from: file.range.from.milliseconds, through: file.range.to.milliseconds - 1)
        guard !found.isEmpty else { return nil }
        var text = WireText(capacity: found.count * 32)
        text.raw("calc_time,funding_interval_hours,last_funding_rate\n")
        for settlement in found {
            text.raw("\(settlement.told),\(side.fundingHours),")
            text.decimal(settlement.rate, 8, shown: 8)
            text.raw("\n")
        }
        return text.bytes
    }

    private func metrics(_ file: File) -> [UInt8]? {
        let series = market.series[file.index]
        let side = market.side[file.index]
        let covered = series.span.intersection(file.range)
        // On the grid, wherever the series starts.
        let first = (covered.from.milliseconds + VenueSide.snapshot - 1).floored(toMultipleOf: VenueSide.snapshot)
        guard first < covered.to.milliseconds else { return nil }
        var text = WireText(capacity: 32_768)
        text.raw("create_time,symbol,sum_open_interest,sum_open_interest_value,count_toptrader_long_short_ratio,")
        text.raw("sum_toptrader_long_short_ratio,count_long_short_ratio,sum_taker_long_short_vol_ratio\n")
        for time in stride(from: first, to: covered.to.milliseconds, by: Int64.Stride(VenueSide.snapshot)) {
            let instant = Timestamp(milliseconds: time).description.prefix(19)
            let price = Double(series.lastPrice(at: time)) / Double(Increment.powersOfTen[series.instrument.priceDecimals])
            let interest = side.openInterest(at: time)
            text.raw("\(instant.prefix(10)) \(instant.dropFirst(11)),\(series.instrument.symbol),")
            let ratio = side.longShortRatio(at: time)
            for (number, value) in [interest, interest * price, ratio, ratio, ratio, 1].enumerated() {
                if number > 0 { text.raw(",") }
                text.decimal(DecimalUnits(8).units(value), 8, shown: 8)
            }
            text.raw("\n")
        }
        return text.bytes
    }
}

extension WireText {
    package mutating func plainPrice(_ units: Int64, _ instrument: VenueInstrument) {
        decimal(units, instrument.priceDecimals, shown: instrument.shown(instrument.priceDecimals))
    }

    package mutating func plainQuantity(_ units: Int64, _ instrument: VenueInstrument) {
        decimal(units, instrument.quantityDecimals, shown: instrument.shown(instrument.quantityDecimals))
    }

    package mutating func plainValue(_ units: Int64, _ instrument: VenueInstrument) {
        decimal(units, instrument.quoteDecimals, shown: instrument.shown(instrument.quoteDecimals))
    }
}
