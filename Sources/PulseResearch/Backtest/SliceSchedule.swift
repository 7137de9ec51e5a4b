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

    private let openTimes: [UnsafeBufferPointer<Int64>]
    private var next: [Int]
    private var upcoming: Int64 = .max
    /// The candles of the present slice.
    private(set) var members: [Member] = []

    /// Open times of each instrument's base candles, ascending and borrowed while the schedule is used, and where to start in each.
    init(openTimes: [UnsafeBufferPointer<Int64>], starts: [Int]) {
        self.openTimes = openTimes
        next = starts
        members.reserveCapacity(openTimes.count)
        for (instrument, start) in starts.enumerated() where start < openTimes[instrument].count {
            upcoming = min(upcoming, openTimes[instrument][start])
        }
    }

    /// Open time of the next slice; nil at the end.
    var openTime: Int64? { upcoming == .max ? nil : upcoming }

    /// Passes over all slices that open before an instant.
    mutating func skip(to openTime: Int64) {
        upcoming = .max
        for (instrument, times) in openTimes.enumerated() {
            var (low, high) = (next[instrument], times.count)
            while low < high {
                let middle = (low + high) / 2
                if times[middle] < openTime { low = middle + 1 } else { high = middle }
            }
            next[instrument] = low
            if low < times.count { upcoming = min(upcoming, times[low]) }
        }
    }

    /// Moves on to the next slice, whose candles are then in `members`, and returns their common open time; nil at the end.
    mutating func advance() -> Int64? {
        let openTime = upcoming
        guard openTime != .max else { return nil }
        members.removeAll(keepingCapacity: true)
        var soonest = Int64.max
        for instrument in openTimes.indices {
            var position = next[instrument]
            let times = openTimes[instrument]
            if position < times.count, times[position] == openTime {
                members.append(Member(instrument: instrument, candle: position))
                position += 1
                next[instrument] = position
            }
            if position < times.count { soonest = min(soonest, times[position]) }
        }
        upcoming = soonest
        return openTime
    }
}
