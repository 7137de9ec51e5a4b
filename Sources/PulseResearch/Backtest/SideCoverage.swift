import PulseCore

/// How far the observations of one side series reach over a run's range.
public struct SideCoverage: Hashable, Sendable {
    public let kind: SideKind
    /// Observations known by the end of the range, those before it included.
    public let points: Int
    /// When the first and the last of them became known; nil where there are none.
    public let known: ClosedRange<Timestamp>?
    /// The longest part of the range in which nothing became known, where it is longer than such a series should ever be silent.
    public let silence: TimeRange?

    /// Longest time without an observation that needs no mention: some settlements of eight hours, one day of an index, a quiet weekend
    /// of news.
    public static func tolerance(of kind: SideKind) -> Int64 {
        kind == .sentiment ? 3 * Timestamp.day : 2 * Timestamp.day
    }

    public init(_ series: SideSeries, _ kind: SideKind, _ range: TimeRange) {
        let count = series.count(asOf: range.to)
        let times = series.points.prefix(count).lazy.map { Timestamp(milliseconds: $0.knownAt) }
        self.kind = kind
        points = count
        known = times.first.flatMap { first in times.last.map { first...$0 } }
        var longest = TimeRange(from: range.from, to: range.from)
        var last = range.from
        for time in times[series.count(asOf: range.from)...] + [range.to] {
            if time.milliseconds - last.milliseconds > longest.milliseconds { longest = TimeRange(from: last, to: time) }
            last = time
        }
        silence = longest.milliseconds > Self.tolerance(of: kind) ? longest : nil
    }
}

extension Market {
    /// The coverage of every side series that the run has, of one instrument.
    public func sideCoverage(_ instrument: Int) -> [SideCoverage] {
        let side = series[instrument].side
        return side.kinds.map { SideCoverage(side[$0], $0, range) }.filter { $0.points > 0 }
    }
}
