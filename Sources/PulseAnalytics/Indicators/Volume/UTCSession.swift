import PulseCore

/// The days, from 00:00 UTC on, into which candles fall by their open times.
struct UTCSession: Sendable {
    private var end = Int64.min

    /// Runs through the block in stretches of one day each; `isNew` where the day has not been seen before.
    @inline(__always)
    mutating func forEachStretch(_ block: CandleBlock, _ body: (_ stretch: Range<Int>, _ isNew: Bool) -> Void) {
        var start = 0
        while start < block.count {
            let isNew = block.openTime[start] >= end
            if isNew { end = block.openTime[start].floored(toMultipleOf: Timestamp.day) + Timestamp.day }
            var stop = block.count
            if block.openTime[stop - 1] >= end {
                stop = start + 1
                while block.openTime[stop] < end { stop += 1 }
            }
            body(start..<stop, isNew)
            start = stop
        }
    }
}
