import PulseCore

/// Merges new candles into those of a chunk; both ascend.
struct ChunkMerge {
    private let known: CandleColumns
    private let revisions: Revisions
    /// What came out.
    private(set) var merged = CandleColumns()
    private(set) var outcome = InsertOutcome()

    init(known: CandleColumns, revisions: Revisions) {
        self.known = known
        self.revisions = revisions
    }

    /// Merges the candles of `range`.
    mutating func merge(_ columns: CandleColumns, _ range: Range<Int>) throws {
        merged.reserveCapacity(known.count + range.count)
        var position = 0
        for index in range {
            let time = columns.openTime[index]
            let next = known.openTime.firstIndex(notBelow: time, from: position)
            copyKnown(position..<next)
            position = next
            let candle = columns[index]
            guard position < known.count, known.openTime[position] == time else {
                merged.append(candle)
                outcome.inserted += 1
                continue
            }
            let old = known[position]
            position += 1
            if CandleValidation.repeats(candle, of: old) {
                merged.append(old)
                outcome.duplicates += 1
            } else {
                try revisions.record(old, candle)
                merged.append(candle)
                outcome.revised += 1
            }
        }
        copyKnown(position..<known.count)
    }

    private mutating func copyKnown(_ range: Range<Int>) {
        for index in range { merged.append(known[index]) }
    }
}
