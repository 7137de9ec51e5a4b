import PulseCore

/// What each stream says between two instants: a pure function of the market, so that any cutting of time gives the same frames.
package struct FrameSource: Sendable {
    package let market: VenueMarket
    package let clock: VenueClock
    /// What a millisecond is told as: a thousand for streams in microseconds.
    package private(set) var scale: Int64 = 1

    package init(_ market: VenueMarket, _ clock: VenueClock) {
        self.market = market
        self.clock = clock
    }

    /// A frame before it is known which stream it is of.
    package struct Event {
        package var time: Int64
        package var payload: [UInt8]
        package var isClosing = false
    }

    /// The frames of a stream whose times lie in `after<..through`, ascending.
    package func events(_ stream: StreamName, after: Int64, through: Int64) -> [Event] {
        guard through > after else { return [] }
        var source = self
        source.scale = stream.isMicroseconds ? 1_000 : 1
        return source.events(stream, (after + 1)...through)
    }

    private func events(_ stream: StreamName, _ window: ClosedRange<Int64>) -> [Event] {
        guard let index = stream.instrument else { return arrays(stream, window) }
        switch stream.kind {
        case .kline(let interval, let shift): return klines(index, interval, shift: shift, window, isContinuous: false)
        case .continuousKline(let interval): return klines(index, interval, shift: 0, window, isContinuous: true)
        case .aggTrade: return aggregatedTrades(index, window)
        case .trade: return trades(index, window)
        case .bookTicker: return quotes(index, window)
        case .markPrice(let every): return markPrices(index, every, window)
        case .miniTicker, .ticker, .averagePrice: return tickers(stream, index, window)
        case .partialDepth(let levels, let every): return books(index, levels, every, window)
        case .depth(let every): return changes(index, every, window)
        }
    }

    /// The venue's clock as clients are told it.
    package func told(_ time: Int64) -> Int64 { (time + market.faults.skew) * scale }

    /// Calls `body` with the instants of a grid that lie in a window; each instrument has a phase of its own, so that not all speak at once.
    package func forEachTick(_ period: Int64, _ window: ClosedRange<Int64>, phase: Int64, _ body: (Int64) -> Void) {
        var tick = (window.lowerBound - phase + period - 1).floored(toMultipleOf: period) + phase
        while tick <= window.upperBound {
            body(tick)
            tick += period
        }
    }

    /// Where an instrument's grid of a period starts.
    package func phase(_ index: Int, _ period: Int64) -> Int64 {
        Draw.below(period, market.series[index].instrument.salt)
    }

    /// Whether anything was traded in `after<..through`.
    package func isTraded(_ index: Int, after: Int64, through: Int64) -> Bool {
        var found = false
        market.series[index].forEachPrints(from: after + 1, through: through) { _ in
            found = true
            return false
        }
        return found
    }
}
