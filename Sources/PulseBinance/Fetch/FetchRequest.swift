import PulseCore

/// What is to be fetched of each instrument.
public struct FetchRequest: Hashable, Sendable {
    /// What there is to fetch.
    public enum Series: String, Hashable, Sendable, CaseIterable {
        case candles, funding, metrics
    }

    public var timeframe: Timeframe
    /// The open times of candles, the times of settlements and snapshots.
    public var range: TimeRange
    public var series: [Series]
    /// Whether the archive is passed over.
    public var isRESTOnly = false
    /// Whether checksums of files that were fetched before are asked for again.
    public var isRefreshing = false

    public init(timeframe: Timeframe, range: TimeRange, series: [Series]) {
        self.timeframe = timeframe
        self.range = range
        self.series = series
    }
}
