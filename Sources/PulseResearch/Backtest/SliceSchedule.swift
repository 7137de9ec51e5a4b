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
        if openTimes.count == 1 { members = [Member(instrument: 0, candle: 0)] }
    }

    /// Open time of the next slice; nil at the end.
    var openTime: Int64? { upcoming == .max ? nil : upcoming }

    /// Moves on to the next slice, whose candles are then in `members`, and returns their common open time; nil at the end.
    @inline(__always)
    mutating func advance() -> Int64? {
        let openTime = upcoming
        guard openTime != .max else { return nil }
        if openTimes.count == 1 {
            // Most runs have one instrument, and then a slice is a candle.
            let position = next[0]
            members[0].candle = position
            next[0] = position + 1
            upcoming = position + 1 < openTimes[0].count ? openTimes[0][position + 1] : .max
        } else {
            gather(openTime)
        }
        return openTime
    }

    private mutating func gather(_ openTime: Int64) {
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
    }
}
