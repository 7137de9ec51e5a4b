import PulseCore

extension FrameSource {
    /// How long after a trade it is told, unless the one before it is told later: at once on the spot market, aggregated for a tenth of
    /// a second on futures.
    private func lag(_ print: TradePrint, _ market: BinanceMarket) -> Int64 {
        market == .spot ? print.id & 3 : 100 + (print.id &* 7) % 60
    }

    /// The most that a trade is told later.
    private static let longestLag: Int64 = 160

    /// In the order of their numbers: no frame overtakes the one before it. Whatever is older than the longest lag was told before the
    /// window, and so holds nothing up in it: any window gives the same times.
    package func aggregatedTrades(_ index: Int, _ window: ClosedRange<Int64>) -> [Event] {
        let series = market.series[index]
        let instrument = series.instrument
        var events: [Event] = []
        var time = Int64.min
        series.forEachPrints(from: window.lowerBound - Self.longestLag, through: window.upperBound) { prints in
            for print in prints {
                time = max(time, print.time + lag(print, instrument.market))
                guard window.contains(time) else { continue }
                var text = WireText(capacity: 220)
                text.raw("{\"e\":\"aggTrade\",\"E\":")
                text.integer(told(time))
                let number = { (text: inout WireText) in
                    text.raw(",\"a\":")
                    text.integer(print.id)
                }
                if instrument.market == .usdm { number(&text) }
                text.raw(",\"s\":\"\(instrument.symbol)\"")
                if instrument.market == .spot { number(&text) }
                text.raw(",\"p\":")
                text.price(print.price, instrument)
                text.raw(",\"q\":")
                text.quantity(print.quantity, instrument)
                if instrument.market == .usdm {
                    text.raw(",\"nq\":")
                    text.quantity(print.quantity, instrument)
                }
                text.raw(",\"f\":")
                text.integer(print.firstTradeID)
                text.raw(",\"l\":")
                text.integer(print.lastTradeID)
                text.raw(",\"T\":")
                text.integer(print.time * scale)
                text.raw(",\"m\":\(print.isBuyerMaker)")
                text.raw(instrument.market == .spot ? ",\"M\":true}" : ",\"st\":1}")
                events.append(Event(time: time, payload: text.bytes))
            }
            return true
        }
        return events
    }

    package func trades(_ index: Int, _ window: ClosedRange<Int64>) -> [Event] {
        let series = market.series[index]
        let instrument = series.instrument
        var events: [Event] = []
        series.forEachPrints(from: window.lowerBound - 1, through: window.upperBound) { prints in
            for print in prints {
                let time = print.time + (instrument.market == .spot ? 1 : 0)
                guard window.contains(time) else { continue }
                for id in print.firstTradeID...print.lastTradeID {
                    var text = WireText(capacity: 200)
                    text.raw("{\"e\":\"trade\",\"E\":")
                    text.integer(told(time))
                    if instrument.market == .usdm {
                        text.raw(",\"T\":")
                        text.integer(print.time * scale)
                    }
                    text.raw(",\"s\":\"\(instrument.symbol)\",\"t\":")
                    text.integer(id)
                    text.raw(",\"p\":")
                    text.price(print.price, instrument)
                    text.raw(",\"q\":")
                    text.quantity(print.quantity(ofTrade: id, lot: instrument.lotUnits), instrument)
                    if instrument.market == .spot {
                        text.raw(",\"T\":")
                        text.integer(print.time * scale)
                        text.raw(",\"m\":\(print.isBuyerMaker),\"M\":true}")
                    } else {
                        text.raw(",\"X\":\"MARKET\",\"m\":\(print.isBuyerMaker),\"st\":1}")
                    }
                    events.append(Event(time: time, payload: text.bytes))
                }
            }
            return true
        }
        return events
    }
}
