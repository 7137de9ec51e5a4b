import Foundation
import GRDB
import PulseCore

extension CandleStore {
    /// Every series of the store, by instrument and timeframe.
    public func series() throws -> [SeriesSummary] {
        try read { database in
            try SeriesKey.all(database).compactMap { try Self.summary(database, $0) }
        }
    }

    /// One series, or nil if the store has no candles of it.
    public func summary(_ id: InstrumentID, _ timeframe: Timeframe) throws -> SeriesSummary? {
        try read { database in
            try SeriesKey.find(database, id, timeframe).flatMap { try Self.summary(database, $0) }
        }
    }

    /// The gaps of a series between its first and its last candle inside `range`, ascending.
    public func gaps(_ id: InstrumentID, _ timeframe: Timeframe, _ range: TimeRange = .all) throws -> [Gap] {
        try read { database in
            guard let series = try SeriesKey.find(database, id, timeframe) else { return [] }
            return try Self.gaps(database, series, range, file: url.path)
        }
    }

    private static func summary(_ database: Database, _ series: SeriesKey) throws -> SeriesSummary? {
        let entries = try ChunkTable(database: database, series: series).entries()
        let tail = try TailTable(database: database, series: series).read()
        guard let first = entries.first?.firstOpen ?? tail.first?.openTime.milliseconds,
            let last = tail.last?.openTime.milliseconds ?? entries.last?.lastOpen
        else { return nil }
        let step = series.timeframe.milliseconds
        var previous: Int64?
        var gaps = 0
        for entry in entries {
            if let previous, entry.firstOpen - previous != step { gaps += 1 }
            gaps += entry.gaps
            previous = entry.lastOpen
        }
        for candle in tail {
            if let previous, candle.openTime.milliseconds - previous != step { gaps += 1 }
            previous = candle.openTime.milliseconds
        }
        let candles = entries.reduce(tail.count) { $0 + $1.candles }
        let bytes = entries.reduce(tail.count * bytesPerTailRow) { $0 + $1.bytes }
        return SeriesSummary(
            instrument: series.instrument, timeframe: series.timeframe, from: Timestamp(milliseconds: first),
            to: Timestamp(milliseconds: last + step), candles: candles, gaps: gaps, bytesPerCandle: Double(bytes) / Double(candles),
            tradedCandles: entries.reduce(tail.count { $0.volume > 0 }) { $0 + $1.traded },
            takerFlowCandles: entries.reduce(tail.count { $0.takerBuyVolume > 0 }) { $0 + $1.takerKnown })
    }

    /// Ten numbers of eight bytes, their type codes and the key.
    private static let bytesPerTailRow = 96

    private static func gaps(_ database: Database, _ series: SeriesKey, _ range: TimeRange, file: String) throws -> [Gap] {
        var finder = GapFinder(range: range, step: series.timeframe.milliseconds)
        let reader = ChunkReader(database: database, series: series, file: file)
        for entry in try ChunkTable(database: database, series: series).entries() {
            if entry.gaps == 0 {
                // Whole inside: only its two ends matter.
                finder.append(run: entry.firstOpen, entry.lastOpen)
            } else {
                let start = Timestamp(milliseconds: entry.firstOpen)
                try reader.forEachChunk(TimeRange(from: start, to: start.advanced(byMilliseconds: 1))) { decoder in
                    for time in try decoder.openTimes() { finder.append(run: time, time) }
                }
            }
        }
        for candle in try TailTable(database: database, series: series).read() {
            finder.append(run: candle.openTime.milliseconds, candle.openTime.milliseconds)
        }
        return finder.gaps
    }
}

/// Collects the gaps between ascending runs of candles.
struct GapFinder {
    private let range: TimeRange
    private let step: Int64
    private var previous: Int64?
    private(set) var gaps: [Gap] = []

    init(range: TimeRange, step: Int64) {
        self.range = range
        self.step = step
    }

    /// Adds candles from the open time `first` to `last` without gaps among them.
    mutating func append(run first: Int64, _ last: Int64) {
        let first = max(first, firstInside)
        guard first <= last, first < range.to.milliseconds else { return }
        if let previous, first - previous > step {
            gaps.append(
                Gap(
                    from: Timestamp(milliseconds: previous + step), to: Timestamp(milliseconds: first),
                    missing: Int((first - previous) / step) - 1))
        }
        previous = last
    }

    /// The first open time of the grid that is not before the range; runs lie on the grid.
    private var firstInside: Int64 {
        let from = range.from
        guard let timeframe = Timeframe(milliseconds: step) else { return from.milliseconds }
        let floor = timeframe.floor(from)
        return floor == from ? from.milliseconds : floor.milliseconds + step
    }
}
