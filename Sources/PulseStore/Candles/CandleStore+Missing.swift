import PulseCore

extension CandleStore {
    /// The parts of a range that the store has no candles of, ascending; all from the first on, where there are more than `most`.
    ///
    /// What a venue does not have either is among them.
    package func missing(_ id: InstrumentID, _ timeframe: Timeframe, _ range: TimeRange, most: Int) throws -> [TimeRange] {
        guard let known = try summary(id, timeframe), known.from < range.to, known.to > range.from else { return [range] }
        var missing = [TimeRange(from: range.from, to: max(range.from, known.from))]
        for gap in try gaps(id, timeframe) where gap.from < range.to && gap.to > range.from {
            missing.append(TimeRange(from: max(range.from, gap.from), to: min(range.to, gap.to)))
        }
        missing.append(TimeRange(from: min(range.to, known.to), to: range.to))
        missing.removeAll(where: \.isEmpty)
        guard missing.count > most, let first = missing.first else { return missing }
        return [TimeRange(from: first.from, to: range.to)]
    }
}
