import Histogram

/// Latencies of every stage in HDR histograms: 1 microsecond to 10 minutes at three digits, in a fixed amount of memory (about 2 MB).
///
/// Kept twice: since the start, and of late, which is the running interval and the one before it. A value without a lock: whoever records
/// from several threads guards it.
public struct LatencyRecorder: Sendable {
    /// Longer spans are counted as this long.
    public static let maximumMicroseconds: UInt64 = 600_000_000

    private struct Record: Sendable {
        var histogram = Histogram<UInt64>(
            highestTrackableValue: LatencyRecorder.maximumMicroseconds, numberOfSignificantValueDigits: .three)
        var microseconds: Double = 0

        mutating func record(_ value: UInt64) {
            _ = histogram.record(value)
            microseconds += Double(value)
        }

        mutating func reset() {
            histogram.reset()
            microseconds = 0
        }
    }

    private var totals = LatencyStage.allCases.map { _ in Record() }
    private var running = LatencyStage.allCases.map { _ in Record() }
    private var previous = LatencyStage.allCases.map { _ in Record() }

    public init() {}

    /// Adds one span, rounded up to whole microseconds; what is longer than ten minutes counts as ten minutes.
    public mutating func record(_ stage: LatencyStage, nanoseconds: UInt64) {
        let place = stage.place
        let microseconds = nanoseconds / 1_000 + (nanoseconds % 1_000 == 0 ? 0 : 1)
        totals[place].record(min(Self.maximumMicroseconds, microseconds))
        running[place].record(min(Self.maximumMicroseconds, microseconds))
    }

    /// Ends the running interval; call it every 30 seconds.
    public mutating func rotate() {
        swap(&running, &previous)
        for place in running.indices { running[place].reset() }
    }

    /// Since the start, a row a stage.
    public func summaries() -> [LatencySummary] {
        zip(LatencyStage.allCases, totals).map { Self.summary($0, $1) }
    }

    /// Of the running interval and the one before it, a row a stage.
    public func recentSummaries() -> [LatencySummary] {
        LatencyStage.allCases.enumerated().map { place, stage in
            var record = running[place]
            record.histogram.add(previous[place].histogram)
            record.microseconds += previous[place].microseconds
            return Self.summary(stage, record)
        }
    }

    private static func summary(_ stage: LatencyStage, _ record: Record) -> LatencySummary {
        let histogram = record.histogram
        guard histogram.totalCount > 0 else { return LatencySummary(stage: stage) }
        func percentile(_ percent: Double) -> Int { Int(min(histogram.valueAtPercentile(percent), maximumMicroseconds)) }
        return LatencySummary(
            stage: stage, count: Int(histogram.totalCount), seconds: record.microseconds / 1e6, p50: percentile(50), p90: percentile(90),
            p99: percentile(99), p999: percentile(99.9), maximum: Int(min(histogram.maxRecorded, maximumMicroseconds)))
    }
}
