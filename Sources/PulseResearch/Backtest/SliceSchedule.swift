import PulseCore

/// Walks over the candles of several instruments in slices of simultaneous closes: ascending by time, within a slice by instrument.
///
/// The order depends on times and indices alone, never on arrival (P6).
struct SliceSchedule {
    /// One candle of a slice.
    struct Member {
        var instrument: Int
        /// Position in the instrument's columns.
        var candle: Int
    }

    private let openTimes: [[Int64]]
    private var next: [Int]
    private var upcoming: Int64 = .max

    /// The open times of each instrument's base candles, ascending, and where to start in each.
    init(openTimes: [[Int64]], starts: [Int]) {
        self.openTimes = openTimes
        next = starts
        for (instrument, start) in starts.enumerated() where start < openTimes[instrument].count {
            upcoming = min(upcoming, openTimes[instrument][start])
        }
    }

    /// Open time of the next slice; nil at the end.
    var openTime: Int64? { upcoming == .max ? nil : upcoming }

    /// Replaces `members` with the candles of the next slice and returns their common open time; nil at the end.
    mutating func advance(into members: inout [Member]) -> Int64? {
        let openTime = upcoming
        guard openTime != .max else { return nil }
        members.removeAll(keepingCapacity: true)
        var soonest = Int64.max
        for instrument in openTimes.indices {
            var position = next[instrument]
            let count = openTimes[instrument].count
            if position < count, openTimes[instrument][position] == openTime {
                members.append(Member(instrument: instrument, candle: position))
                position += 1
                next[instrument] = position
            }
            if position < count { soonest = min(soonest, openTimes[instrument][position]) }
        }
        upcoming = soonest
        return openTime
    }
}
