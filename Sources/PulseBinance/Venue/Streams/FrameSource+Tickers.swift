import PulseCore

extension FrameSource {
    /// A futures contract's mark price on the second, with the funding that is in the making.
    package func markPrices(_ index: Int, _ every: Int64, _ window: ClosedRange<Int64>) -> [Event] {
        var events: [Event] = []
        forEachMark(every, window, side: market.side[index]) { tick in
            events.append(Event(time: tick, payload: markPrice(index, at: tick)))
        }
        return events
    }

    /// Thinned at high speed, but never around a settlement: at its instant the old estimate is final, a second later there is a new one.
    private func forEachMark(_ every: Int64, _ window: ClosedRange<Int64>, side: VenueSide?, _ body: (Int64) -> Void) {
        let period = clock.period(every, base: market.base)
        var ticks: [Int64] = []
        forEachTick(period, window, phase: 0) { ticks.append($0) }
        if period != every, let side {
            for settlement in side.settlements(from: window.lowerBound - 1_000, through: window.upperBound) {
                ticks += [settlement.time, settlement.time + 1_000].filter { window.contains($0) && !ticks.contains($0) }
            }
            ticks.sort()
        }
        for tick in ticks { body(tick) }
    }

    package func markPrice(_ index: Int, at time: Int64) -> [UInt8] {
        let quote = MarkQuote(market, index, at: time)
        var text = WireText(capacity: 240)
        text.raw("{\"e\":\"markPriceUpdate\",\"E\":")
        text.integer(told(time))
        text.raw(",\"s\":\"\(market.series[index].instrument.symbol)\"")
        for (key, units) in [("p", quote.mark), ("ap", quote.mark), ("P", quote.index), ("i", quote.index), ("r", quote.rate)] {
            text.raw(",\"\(key)\":")
            text.quoted(units, 8, shown: 8)
        }
        text.raw(",\"T\":")
        text.integer(quote.nextFunding)
        text.raw(",\"st\":1}")
        return text.bytes
    }

    /// Rolling tickers, a second or two apart, while something is traded.
    package func tickers(_ stream: StreamName, _ index: Int, _ window: ClosedRange<Int64>) -> [Event] {
        let period = clock.period(stream.market == .spot ? 1_000 : 2_000, base: market.base)
        var events: [Event] = []
        forEachTick(period, window, phase: phase(index, period)) { tick in
            guard isTraded(index, after: tick - period, through: tick) else { return }
            events.append(Event(time: tick, payload: ticker(stream.kind, index, at: tick)))
        }
        return events
    }

    package func ticker(_ kind: StreamName.Kind, _ index: Int, at time: Int64) -> [UInt8] {
        switch kind {
        case .miniTicker: miniTicker(index, at: time)
        case .averagePrice: averagePrice(index, at: time)
        default: fullTicker(index, at: time)
        }
    }

    private func miniTicker(_ index: Int, at time: Int64) -> [UInt8] {
        let series = market.series[index]
        let instrument = series.instrument
        let candle = RollingStatistics(series, at: time).candle ?? .flat(time, at: series.lastPrice(at: time))
        var text = WireText(capacity: 240)
        text.raw("{\"e\":\"24hrMiniTicker\",\"E\":")
        text.integer(told(time))
        text.raw(",\"s\":\"\(instrument.symbol)\"")
        if instrument.market == .usdm { text.raw(",\"ps\":\"\(instrument.symbol)\"") }
        for (key, price) in [("c", candle.close), ("o", candle.open), ("h", candle.high), ("l", candle.low)] {
            text.raw(",\"\(key)\":")
            text.price(price, instrument)
        }
        text.raw(",\"v\":")
        text.quantity(candle.volume, instrument)
        text.raw(",\"q\":")
        text.value(candle.quoteVolume, instrument)
        text.raw(instrument.market == .spot ? "}" : ",\"st\":1}")
        return text.bytes
    }

    private func fullTicker(_ index: Int, at time: Int64) -> [UInt8] {
        let series = market.series[index]
        let instrument = series.instrument
        let statistics = RollingStatistics(series, at: time)
        let candle = statistics.candle ?? .flat(time, at: series.lastPrice(at: time))
        let isSpot = instrument.market == .spot
        var text = WireText(capacity: 480)
        text.raw("{\"e\":\"24hrTicker\",\"E\":")
        text.integer(told(time))
        text.raw(",\"s\":\"\(instrument.symbol)\"")
        if !isSpot { text.raw(",\"ps\":\"\(instrument.symbol)\"") }
        func price(_ key: String, _ units: Int64) {
            text.raw(",\"\(key)\":")
            text.price(units, instrument)
        }
        func quantity(_ key: String, _ units: Int64) {
            text.raw(",\"\(key)\":")
            text.quantity(units, instrument)
        }
        price("p", statistics.change)
        text.raw(",\"P\":")
        text.quoted(statistics.changePercent, 3, shown: 3)
        text.raw(",\"w\":")
        let decimals = isSpot ? 8 : instrument.priceDecimals
        text.quoted(statistics.mean(instrument, decimals: decimals), decimals, shown: decimals)
        if isSpot { price("x", statistics.previousClose) }
        price("c", candle.close)
        quantity("Q", statistics.last?.quantity ?? 0)
        if isSpot, let print = statistics.last {
            let book = VenueBook(after: print, instrument, levels: 1)
            price("b", book.bids[0].price)
            quantity("B", book.bids[0].quantity)
            price("a", book.asks[0].price)
            quantity("A", book.asks[0].quantity)
        }
        price("o", candle.open)
        price("h", candle.high)
        price("l", candle.low)
        quantity("v", candle.volume)
        text.raw(",\"q\":")
        text.value(candle.quoteVolume, instrument)
        text.raw(",\"O\":\(statistics.openTime * scale),\"C\":\(statistics.closeTime * scale)")
        text.raw(",\"F\":\(candle.firstTradeID),\"L\":\(candle.lastTradeID)")
        text.raw(",\"n\":\(candle.tradeCount)\(isSpot ? "}" : ",\"st\":1}")")
        return text.bytes
    }

    private func averagePrice(_ index: Int, at time: Int64) -> [UInt8] {
        let series = market.series[index]
        let statistics = RollingStatistics(series, at: time, length: 300_000)
        let mean = statistics.mean(series.instrument, decimals: 8)
        var text = WireText(capacity: 120)
        text.raw("{\"e\":\"avgPrice\",\"E\":\(told(time)),\"s\":\"\(series.instrument.symbol)\",\"i\":\"5m\",\"w\":")
        text.quoted(mean, 8, shown: 8)
        text.raw(",\"T\":\((statistics.last?.time ?? time) * scale)}")
        return text.bytes
    }

    /// Streams of all of a market: tickers of those that were traded since, quotes, mark prices.
    package func arrays(_ stream: StreamName, _ window: ClosedRange<Int64>) -> [Event] {
        let indices = market.indices(of: stream.market)
        var events: [Event] = []
        switch stream.kind {
        case .bookTicker:
            for index in indices { events += quotes(index, window) }
            return events.sorted { $0.time < $1.time }
        case .markPrice(let every):
            forEachMark(every, window, side: indices.first.map { market.side[$0] }) { tick in
                events.append(Event(time: tick, payload: Self.array(indices.map { markPrice($0, at: tick) })))
            }
        default:
            let period = clock.period(1_000, base: market.base)
            forEachTick(period, window, phase: 0) { tick in
                let traded = indices.filter { isTraded($0, after: tick - period, through: tick) }
                guard !traded.isEmpty else { return }
                events.append(Event(time: tick, payload: Self.array(traded.map { ticker(stream.kind, $0, at: tick) })))
            }
        }
        return events
    }

    private static func array(_ elements: [[UInt8]]) -> [UInt8] {
        var bytes: [UInt8] = [UInt8(ascii: "[")]
        for (number, element) in elements.enumerated() {
            if number > 0 { bytes.append(UInt8(ascii: ",")) }
            bytes += element
        }
        bytes.append(UInt8(ascii: "]"))
        return bytes
    }
}

/// What a perpetual is marked at, and its coming funding.
package struct MarkQuote {
    /// In 1e-8.
    package let mark: Int64
    package let index: Int64
    package let rate: Int64
    package let nextFunding: Int64

    package init(_ market: VenueMarket, _ position: Int, at time: Int64) {
        let series = market.series[position]
        let side = market.side[position]
        let last = series.lastPrice(at: time)
        // Twelve digits before the point are more than any price has.
        let units = Int64(clamping: Int128(last) * Int128(Increment.powersOfTen[8 - series.instrument.priceDecimals]))
        index = units - Int64((Double(units) * side.premium(at: time)).rounded())
        // Halfway between what was traded and what the index says.
        mark = (units / 2) + (index / 2)
        rate = side.estimate(at: time)
        // At the instant of a settlement the frame still speaks of it.
        nextFunding = side.nextFunding(after: time - 1)?.time ?? 0
    }
}
