import PulseCore

/// How a timeframe's open times map to slots and chunks: slot = number of the candle since the epoch, a chunk = 8,192 slots that start on
/// a multiple of 8,192.
///
/// The span is a compromise that was measured: long enough that the overhead of a row and its header is below a thousandth of a byte a
/// candle and that a read is a few sequential blobs; short enough that a revised or live candle rewrites about 100 KiB and that a partial
/// read decodes little too much.
package struct ChunkGrid: Hashable, Sendable {
    /// Slots of a chunk.
    package static let span: Int64 = 8_192

    /// Milliseconds from one slot to the next.
    package let step: Int64
    /// The open time of slot 0, in milliseconds.
    package let origin: Int64

    package init(_ timeframe: Timeframe) {
        step = timeframe.milliseconds
        origin = timeframe.floor(Timestamp(milliseconds: 0)).milliseconds
    }

    /// The slot of an aligned open time.
    package func slot(_ openTime: Int64) -> Int64 { (openTime - origin) / step }

    /// The chunk that holds an open time (of 1970 or later).
    package func chunk(_ openTime: Int64) -> Int64 { slot(openTime) / Self.span }

    /// The open time at which the chunk after this one starts.
    package func end(ofChunk chunk: Int64) -> Int64 { origin + (chunk + 1) * Self.span * step }

    /// The open time at which a chunk starts.
    package func start(ofChunk chunk: Int64) -> Int64 { origin + chunk * Self.span * step }

    /// Cuts ascending open times into the parts that belong to one chunk each.
    package func parts(of openTimes: [Int64]) -> [(chunk: Int64, range: Range<Int>)] {
        var parts: [(chunk: Int64, range: Range<Int>)] = []
        var start = 0
        while start < openTimes.count {
            let chunk = chunk(openTimes[start])
            let end = openTimes.firstIndex(notBelow: self.end(ofChunk: chunk), from: start)
            parts.append((chunk, start..<end))
            start = end
        }
        return parts
    }
}

extension [Int64] {
    /// The first position at or after `start` whose number is not below `bound`, in an ascending array (binary search).
    func firstIndex(notBelow bound: Int64, from start: Int = 0) -> Int {
        var low = start
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < bound { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
