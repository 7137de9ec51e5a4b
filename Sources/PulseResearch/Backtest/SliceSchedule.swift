import PulseCore

/// Walks over the candles of several instruments in slices of simultaneous closes: ascending by close time, within a slice by instrument.
///
/// The order depends on times and indices alone, never on arrival (P6).
struct SliceSchedule {
    private let openTimes: [[Int64]]
    private let length: Int64
    private var next: [Int]
    private var upcoming: Int64

    /// The open times of each instrument's base candles, ascending, and the length of a candle in milliseconds.
    init(openTimes: [[Int64]], timeframe: Timeframe) {
        self.openTimes = openTimes
        length = timeframe.milliseconds
        next = [Int](repeating: 0, count: openTimes.count)
        upcoming = openTimes.compactMap(\.first).min() ?? .max
    }

    /// The open time of the slice to come; nil at the end.
    var openTime: Int64? { upcoming == .max ? nil : upcoming }

    /// Calls `visit(instrument, candle)` for each candle of the slice to come, then moves on.
    mutating func advance(_ visit: (Int, Int) -> Void) {
        let openTime = upcoming
        var soonest = Int64.max
        for instrument in openTimes.indices {
            let position = next[instrument]
            let times = openTimes[instrument]
            if position < times.count, times[position] == openTime {
                visit(instrument, position)
                next[instrument] = position + 1
            }
            let following = next[instrument]
            if following < times.count { soonest = min(soonest, times[following]) }
        }
        upcoming = soonest
    }
}
