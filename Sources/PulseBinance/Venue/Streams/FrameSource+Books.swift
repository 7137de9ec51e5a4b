import PulseCore

extension FrameSource {
    /// A best bid and ask after each print.
    package func quotes(_ index: Int, _ window: ClosedRange<Int64>) -> [Event] {
        let series = market.series[index]
        var events: [Event] = []
        series.forEachPrints(from: window.lowerBound, through: window.upperBound) { prints in
            for print in prints { events.append(Event(time: print.time, payload: quote(print, series.instrument))) }
            return true
        }
        return events
    }

    package func quote(_ print: TradePrint, _ instrument: VenueInstrument) -> [UInt8] {
        let book = VenueBook(after: print, instrument, levels: 1)
        var text = WireText(capacity: 200)
        text.raw(instrument.market == .spot ? "{\"u\":" : "{\"e\":\"bookTicker\",\"u\":")
        text.integer(book.updateID)
        text.raw(",\"s\":\"\(instrument.symbol)\"")
        if instrument.market == .usdm { text.raw(",\"ps\":\"\(instrument.symbol)\"") }
        for (keys, level) in [(("b", "B"), book.bids[0]), (("a", "A"), book.asks[0])] {
            text.raw(",\"\(keys.0)\":")
            text.price(level.price, instrument)
            text.raw(",\"\(keys.1)\":")
            text.quantity(level.quantity, instrument)
        }
        if instrument.market == .usdm {
            text.raw(",\"T\":")
            text.integer(print.time)
            text.raw(",\"E\":")
            text.integer(told(print.time))
            text.raw(",\"st\":1")
        }
        text.raw("}")
        return text.bytes
    }

    /// The whole top of the book, where it changed.
    package func books(_ index: Int, _ levels: Int, _ every: Int64, _ window: ClosedRange<Int64>) -> [Event] {
        let series = market.series[index]
        let instrument = series.instrument
        let period = clock.period(every, base: market.base)
        var events: [Event] = []
        forEachTick(period, window, phase: phase(index, period)) { tick in
            guard isTraded(index, after: tick - period, through: tick), let print = series.lastPrint(at: tick) else { return }
            let book = VenueBook(after: print, instrument, levels: levels)
            var text = WireText(capacity: 128 + levels * 60)
            if instrument.market == .spot {
                text.raw("{\"lastUpdateId\":")
                text.integer(book.updateID)
                text.raw(",\"bids\":")
                text.levels(book.bids, instrument)
                text.raw(",\"asks\":")
                text.levels(book.asks, instrument)
                text.raw("}")
            } else {
                let before = VenueBook.updateID(series.lastPrint(at: tick - period)?.id ?? (print.id - 1), .usdm)
                text.raw(depthEvent(instrument, tick, print.time, first: before + 3, last: book.updateID, before: before))
                text.levels(book.bids, instrument)
                text.raw(",\"a\":")
                text.levels(book.asks, instrument)
                text.raw(",\"st\":1}")
            }
            events.append(Event(time: tick, payload: text.bytes))
        }
        return events
    }

    /// What changed in the book since the tick before.
    package func changes(_ index: Int, _ every: Int64, _ window: ClosedRange<Int64>) -> [Event] {
        let series = market.series[index]
        let instrument = series.instrument
        let period = clock.period(every, base: market.base)
        var events: [Event] = []
        forEachTick(period, window, phase: phase(index, period)) { tick in
            guard isTraded(index, after: tick - period, through: tick), let print = series.lastPrint(at: tick),
                let old = series.lastPrint(at: tick - period)
            else { return }
            let book = VenueBook(after: print, instrument)
            let before = VenueBook(after: old, instrument)
            let first = instrument.market == .spot ? before.updateID + 1 : before.updateID + 3
            var text = WireText(capacity: 2_048)
            text.raw(depthEvent(instrument, tick, print.time, first: first, last: book.updateID, before: before.updateID))
            text.levels(VenueBook.changes(before.bids, book.bids), instrument)
            text.raw(",\"a\":")
            text.levels(VenueBook.changes(before.asks, book.asks), instrument)
            text.raw(instrument.market == .spot ? "}" : ",\"st\":1}")
            events.append(Event(time: tick, payload: text.bytes))
        }
        return events
    }

    /// The head of a book's event, up to its bids.
    private func depthEvent(
        _ instrument: VenueInstrument, _ time: Int64, _ transaction: Int64, first: Int64, last: Int64, before: Int64
    ) -> String {
        let head = "{\"e\":\"depthUpdate\",\"E\":\(told(time))"
        if instrument.market == .spot { return head + ",\"s\":\"\(instrument.symbol)\",\"U\":\(first),\"u\":\(last),\"b\":" }
        let symbol = instrument.symbol
        return head + ",\"T\":\(transaction),\"s\":\"\(symbol)\",\"ps\":\"\(symbol)\",\"U\":\(first),\"u\":\(last),\"pu\":\(before),\"b\":"
    }
}

extension WireText {
    /// `[["price","quantity"],...]`.
    package mutating func levels(_ levels: some Sequence<VenueBook.Level>, _ instrument: VenueInstrument) {
        raw("[")
        var isFirst = true
        for level in levels {
            raw(isFirst ? "[" : ",[")
            isFirst = false
            price(level.price, instrument)
            raw(",")
            quantity(level.quantity, instrument)
            raw("]")
        }
        raw("]")
    }
}
