import PulseCore

/// One run as the registry knows it: enough to find its folder and to compare it with others.
public struct RunRecord: Hashable, Sendable, Identifiable {
    /// What produced the run.
    public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        case backtest
        case simulate
    }

    /// The run's identity: a digest in hexadecimal.
    public var id: String
    public var kind: Kind
    /// When it was recorded; passed in, since nothing here reads a clock.
    public var createdAt: Timestamp
    /// Name of the strategy, or of the file of signals.
    public var strategy: String
    /// Digest of the strategy as it was in force.
    public var strategyHash: String
    public var instruments: [InstrumentID]
    public var timeframe: Timeframe
    /// What was asked for.
    public var range: TimeRange
    /// Folder of the run's files.
    public var folder: String
    /// Summary metrics: one JSON object.
    public var metricsJSON: String
    public var engineVersion: String

    public init(
        id: String, kind: Kind, createdAt: Timestamp, strategy: String, strategyHash: String, instruments: [InstrumentID],
        timeframe: Timeframe, range: TimeRange, folder: String, metricsJSON: String, engineVersion: String
    ) {
        self.id = id
        self.kind = kind
        self.createdAt = createdAt
        self.strategy = strategy
        self.strategyHash = strategyHash
        self.instruments = instruments
        self.timeframe = timeframe
        self.range = range
        self.folder = folder
        self.metricsJSON = metricsJSON
        self.engineVersion = engineVersion
    }
}
