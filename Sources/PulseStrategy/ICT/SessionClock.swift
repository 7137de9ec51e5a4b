import PulseCore

/// Tells the trading window of an instant, and remembers how long the answer holds: most candles cost two comparisons.
///
/// A window holds its first instant and not its last, so that a decision at 10:10 sharp no longer lies in the silver bullet.
package struct SessionClock: Sendable {
    private var window = TradingWindow.quiet
    private var from = Int64.max
    private var until = Int64.min
    private var span = NewYorkTime.Span(offset: 0, instants: 0..<0)

    package init() {}

    /// The window of an instant, in milliseconds since the epoch; any order of instants will do.
    @inline(__always)
    package mutating func window(at instant: Int64) -> TradingWindow {
        if instant < from || instant >= until { lookUp(instant) }
        return window
    }

    private mutating func lookUp(_ instant: Int64) {
        if !span.instants.contains(instant) { span = NewYorkTime.span(at: instant) }
        let midnight = (instant + span.offset).floored(toMultipleOf: Timestamp.day)
        let minute = (instant + span.offset - midnight) / 60_000
        var position = TradingWindow.schedule.count - 1
        while TradingWindow.schedule[position].minute > minute { position -= 1 }
        let next = position + 1
        let end = next < TradingWindow.schedule.count ? TradingWindow.schedule[next].minute : 1_440
        window = TradingWindow.schedule[position].window
        // The clocks may be changed inside the window.
        from = max(midnight + TradingWindow.schedule[position].minute * 60_000 - span.offset, span.instants.lowerBound)
        until = min(midnight + end * 60_000 - span.offset, span.instants.upperBound)
    }
}
