import PulseCore

extension FrameSource {
    /// Updates while trades come in, and one closing event a candle, by the next trade or by a timer.
    package func klines(
        _ index: Int, _ interval: Timeframe, shift: Int64, _ window: ClosedRange<Int64>, isContinuous: Bool
    ) -> [Event] {
        let series = market.series[index]
        var events: [Event] = []
        // A closing event comes up to half a minute late; candles are looked at that may have one here.
        let oldest = window.lowerBound - 60_000 - interval.milliseconds
        var open = VenueSeries.floor(max(oldest, series.span.from.milliseconds), interval, shift: shift)
        while open <= window.upperBound {
            let end = open + interval.milliseconds
            if let event = closing(index, interval, open, window, isContinuous) { events.append(event) }
            let updates = max(window.lowerBound, open)...max(max(window.lowerBound, open), min(window.upperBound, end - 1))
            if updates.lowerBound < end, updates.lowerBound <= window.upperBound {
                events += forming(index, interval, open, updates, isContinuous)
            }
            open = end
        }
        return events.sorted { $0.time < $1.time }
    }

    private func closing(
        _ index: Int, _ interval: Timeframe, _ open: Int64, _ window: ClosedRange<Int64>, _ isContinuous: Bool
    ) -> Event? {
        let series = market.series[index]
        let end = open + interval.milliseconds
        guard end <= window.upperBound, end > market.live.from.milliseconds else { return nil }
        let fault = market.faults.closing(series.instrument.salt, interval, open)
        let time = market.closing(index, end: end) + fault.late
        guard window.contains(time), let whole = series.candle(interval, open: open, at: end) else { return nil }
        let candle = market.told(whole, index, interval, at: time)
        return Event(
            time: time, payload: kline(candle, index, interval, isClosed: true, at: time, isContinuous: isContinuous), isClosing: true)
    }

    /// Updates of one candle: a tick that saw a print since the tick before tells how the candle stands.
    private func forming(
        _ index: Int, _ interval: Timeframe, _ open: Int64, _ window: ClosedRange<Int64>, _ isContinuous: Bool
    ) -> [Event] {
        let series = market.series[index]
        let length = series.base.milliseconds
        let period = clock.period(series.instrument.market == .spot ? 2_000 : 250, base: market.base)
        // Nothing of a candle is told before the one before it is closed.
        let earliest = market.closing(index, end: open)
        var events: [Event] = []
        var part = series.firstIndex(from: VenueSeries.floor(window.lowerBound, series.base))
        var before = part < series.count ? series.candle(interval, open: open, at: series.openTime[part] - 1) : nil
        while part < series.count, series.openTime[part] <= window.upperBound {
            let start = series.openTime[part]
            let previous = part > 0 && start > open ? series.lastPrint(of: part - 1)?.time : nil
            var told = 0
            let ticks = max(window.lowerBound, start)...max(max(window.lowerBound, start), min(window.upperBound, start + length - 1))
            let prints = series.prints(part, from: start, through: ticks.upperBound)
            forEachTick(period, ticks, phase: phase(index, period)) { tick in
                while told < prints.count, prints[told].time <= tick { told += 1 }
                guard tick > earliest, let newest = told > 0 ? prints[told - 1].time : previous, newest > tick - period else { return }
                var candle = before
                if told > 0 {
                    let now = series.forming(part, prints, told: told)
                    if candle == nil { candle = now } else { candle?.merge(now) }
                }
                guard var candle else { return }
                candle.openTime = open
                events.append(
                    Event(time: tick, payload: kline(candle, index, interval, isClosed: false, at: tick, isContinuous: isContinuous)))
            }
            let whole = series.candle(part)
            if before == nil {
                before = whole
                before?.openTime = open
            } else {
                before?.merge(whole)
            }
            part += 1
        }
        return events
    }

    /// `{"e":"kline",...}`: on futures with blanks inside `k`, as recorded there.
    private func kline(
        _ candle: VenueCandle, _ index: Int, _ interval: Timeframe, isClosed: Bool, at time: Int64, isContinuous: Bool
    ) -> [UInt8] {
        let instrument = market.series[index].instrument
        let comma = instrument.market == .spot ? "," : ", "
        var text = WireText(capacity: 400)
        text.raw(isContinuous ? "{\"e\":\"continuous_kline\",\"E\":" : "{\"e\":\"kline\",\"E\":")
        text.integer(told(time))
        if isContinuous {
            text.raw(",\"ps\":\"\(instrument.symbol)\",\"ct\":\"PERPETUAL\",\"k\":{\"t\":")
        } else {
            text.raw(",\"s\":\"\(instrument.symbol)\",\"k\":{\"t\":")
        }
        text.integer(candle.openTime * scale)
        text.raw("\(comma)\"T\":")
        text.integer((candle.openTime + interval.milliseconds) * scale - 1)
        if !isContinuous { text.raw("\(comma)\"s\":\"\(instrument.symbol)\"") }
        text.raw("\(comma)\"i\":\"\(interval)\"\(comma)\"f\":")
        text.integer(candle.firstTradeID)
        text.raw("\(comma)\"L\":")
        text.integer(candle.lastTradeID)
        for (key, price) in [("o", candle.open), ("c", candle.close), ("h", candle.high), ("l", candle.low)] {
            text.raw("\(comma)\"\(key)\":")
            text.price(price, instrument)
        }
        func volume(_ key: String, _ units: Int64, isValue: Bool) {
            text.raw("\(comma)\"\(key)\":")
            if units == 0, instrument.market == .usdm {
                text.raw("\"0\"")
            } else if isValue {
                text.value(units, instrument)
            } else {
                text.quantity(units, instrument)
            }
        }
        volume("v", candle.volume, isValue: false)
        text.raw("\(comma)\"n\":")
        text.integer(candle.tradeCount)
        text.raw("\(comma)\"x\":\(isClosed)")
        volume("q", candle.quoteVolume, isValue: true)
        volume("V", candle.takerBuyVolume, isValue: false)
        volume("Q", candle.takerBuyQuoteVolume, isValue: true)
        text.raw("\(comma)\"B\":\"0\"}}")
        return text.bytes
    }
}
