import PulseCore

/// What a running session says of itself twice a second: the one value that the terminal, Prometheus, alerts, health and `--json` read.
///
/// Amounts are in whole quote units and for printing; the ledger keeps the exact ones. The session fills everything but `rates`, `health`
/// and `alerts`, which `SessionMonitor.observe` derives. Lists are bounded (P9): see `maximumSignals`.
public struct SessionStatus: Hashable, Sendable, Codable {
    /// The most signals that are published, the newest.
    public static let maximumSignals = 50

    public var schema = "alphapulse.status.v1"
    public var session: String
    public var strategy: String
    /// Candles that heads vote on.
    public var timeframe: Timeframe
    public var phase: SessionPhase = .openingStore
    /// The phases so far, this one last.
    public var steps: [SessionStep] = []
    /// The venue's clock; nil before it was heard of.
    public var venueTime: Timestamp?
    /// Wall time since the start in seconds, of a clock that never goes back: what rates and alerts are timed by.
    public var uptime: Double = 0
    public var instruments = InstrumentsStatus()
    /// How often the universe could not be chosen anew since it last was.
    public var universeFailures = 0
    public var connections: [ConnectionStatus] = []
    public var counters = SessionCounters()
    public var buffer = BufferStatus()
    /// The newest first.
    public var signals: [SignalStatus] = []
    public var positions: [PositionStatus] = []
    public var account = AccountStatus()
    public var journal = JournalStatus()
    /// Since the start, a row a stage.
    public var latencies: [LatencySummary] = []
    /// Of the last half to whole minute.
    public var recentLatencies: [LatencySummary] = []

    /// Derived.
    public var rates = SessionRates()
    /// Derived; nil before anything is known.
    public var health: SessionHealth?
    /// Derived: alerts that stand, the oldest first.
    public var alerts: [AlertEvent] = []

    public init(session: String, strategy: String, timeframe: Timeframe) {
        self.session = session
        self.strategy = strategy
        self.timeframe = timeframe
    }

    /// The latencies of a stage since the start.
    public func latency(_ stage: LatencyStage) -> LatencySummary? { latencies.first { $0.stage == stage } }

    /// The latencies of a stage of late.
    public func recentLatency(_ stage: LatencyStage) -> LatencySummary? { recentLatencies.first { $0.stage == stage } }
}
