import PulseAnalytics
import PulseCore
import PulseEngine

/// The whole days (UTC) of a market's range: what trials are compared on. A split of a validation is a choice among them.
public struct TrialDays: Hashable, Sendable {
    /// Midnights in milliseconds, one more than there are days.
    public let times: [Int64]

    /// The days of a simulation's curve.
    init(_ market: Market) {
        var first = Int64.max
        var last = Int64.min
        for (series, start) in zip(market.series, market.starts) where start < series.candles.count {
            first = min(first, series.candles.openTime[start])
            last = max(last, series.candles.openTime[series.candles.count - 1] + market.base.milliseconds)
        }
        guard first < last, let curve = try? EquityCurve(times: [first, last], values: [1, 1]) else {
            times = []
            return
        }
        times = DailySeries(curve).times
    }

    public var count: Int { max(0, times.count - 1) }

    /// For the validation: a day's return is decided at its start and known at its end.
    public var observations: [TimeRange] {
        (0..<count).map { TimeRange(from: Timestamp(milliseconds: times[$0]), to: Timestamp(milliseconds: times[$0 + 1])) }
    }

    /// The day of an instant; nil outside of all.
    func day(of time: Timestamp) -> Int? {
        guard let first = times.first, let last = times.last, time.milliseconds >= first, time.milliseconds < last else { return nil }
        return Int((time.milliseconds - first) / Timestamp.day)
    }

    /// First and last day of some consecutive ones: `2023-01-01 to 2023-06-30`.
    public func words(_ range: Range<Int>) -> String {
        func name(_ day: Int) -> String { Timestamp(milliseconds: times[day]).dateDescription }
        return range.isEmpty ? "none" : "\(name(range.lowerBound)) to \(name(range.upperBound - 1))"
    }
}
