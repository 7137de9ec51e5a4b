import PulseCore

extension VenueSeries {
    /// Open time of the candle of an interval that an instant lies in, on a grid that is moved by `shift` milliseconds (a time zone's).
    package static func floor(_ instant: Int64, _ interval: Timeframe, shift: Int64 = 0) -> Int64 {
        interval.floor(Timestamp(milliseconds: instant + shift)).milliseconds - shift
    }

    /// How much of a base candle is known at an instant: its prints so far; nil before the first. Closed candles are whole.
    package func known(_ index: Int, at now: Int64) -> VenueCandle? {
        if openTime[index] + base.milliseconds <= now { return candle(index) }
        let prints = prints(index, from: openTime[index], through: now)
        let told = prints.count
        return told > 0 ? forming(index, prints, told: told) : nil
    }

    /// The candle of an interval that opens at `open`, as far as it is known; nil where no base candle of it is.
    package func candle(_ interval: Timeframe, open: Int64, at now: Int64) -> VenueCandle? {
        let first = firstIndex(from: open)
        let end = open + interval.milliseconds
        var whole: VenueCandle?
        var index = first
        while index < count, openTime[index] < end, openTime[index] <= now {
            if let part = known(index, at: now) {
                if whole == nil {
                    whole = part
                    whole?.openTime = open
                } else {
                    whole?.merge(part)
                }
            }
            index += 1
        }
        return whole
    }

    /// Candles of an interval known at `now` whose open times lie in `from...to`, ascending: the oldest `limit`, or the newest.
    package func candles(
        _ interval: Timeframe, from: Int64, through to: Int64, limit: Int, newest: Bool, shift: Int64 = 0, at now: Int64
    ) -> [VenueCandle] {
        var found: [VenueCandle] = []
        guard from <= to, limit > 0, !isEmpty else { return [] }
        if newest {
            var bound = min(to, now) >= Int64.max - interval.milliseconds ? now : min(to, now)
            // The interval of the newest open time that is asked for may reach further.
            bound = Self.floor(bound, interval, shift: shift) + interval.milliseconds - 1
            while found.count < limit, let index = index(atOrBefore: min(bound, now)) {
                let open = Self.floor(openTime[index], interval, shift: shift)
                guard open >= from else { break }
                if open <= to, let candle = candle(interval, open: open, at: now) { found.append(candle) }
                bound = open - 1
            }
            return found.reversed()
        }
        var index = firstIndex(from: Self.floor(from, interval, shift: shift))
        while found.count < limit, index < count, openTime[index] <= now {
            let open = Self.floor(openTime[index], interval, shift: shift)
            guard open <= to else { break }
            if open >= from, let candle = candle(interval, open: open, at: now) { found.append(candle) }
            index = max(index + 1, firstIndex(from: open + interval.milliseconds))
        }
        return found
    }

    /// The prints known at an instant, of all candles that touch `from...now`; the oldest first, in pieces of a candle each.
    package func forEachPrints(from: Int64, through to: Int64, _ body: ([TradePrint]) -> Bool) {
        var index = max(0, firstIndex(from: from - base.milliseconds + 1))
        while index < count, openTime[index] <= to {
            let prints = prints(index, from: from, through: to)
            if !prints.isEmpty, !body(prints) { return }
            index += 1
        }
    }

    /// The newest print at an instant, or nil where there was none yet.
    package func lastPrint(at now: Int64) -> TradePrint? {
        guard var index = index(atOrBefore: now) else { return nil }
        while true {
            // No more than the last two may be later: each has a slot of its own.
            let numbers = numbers(of: index, from: openTime[index], through: now)
            if let print = prints(index, numbers: numbers.suffix(2)).last(where: { $0.time <= now }) { return print }
            guard index > 0 else { return nil }
            index -= 1
        }
    }

    /// The last price at an instant: that of the newest print, or the first candle's open.
    package func lastPrice(at now: Int64) -> Int64 {
        lastPrint(at: now)?.price ?? (isEmpty ? 0 : candle(0).open)
    }
}
