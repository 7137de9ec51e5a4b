/// Derives from statuses what needs more than one of them: rates, health, alerts, and the history of a day.
///
/// A value without a clock: time is the status's `uptime`, so that the same statuses give the same alerts.
public struct SessionMonitor: Sendable {
    private var window = RateWindow()
    private var board: AlertBoard
    /// One point every 30 seconds.
    public private(set) var history = MetricsHistory()

    public init(alerts: [AlertRule] = AlertRule.defaults) {
        board = AlertBoard(alerts)
    }

    /// What a status brings about.
    public struct Observation: Hashable, Sendable {
        /// Alerts raised, told again or cleared: to be journalled and shown.
        public var events: [AlertEvent]
        /// Whether 30 seconds are over, so that metrics are to be written and `LatencyRecorder.rotate` to be called.
        public var isMetricsDue: Bool
    }

    /// Fills in `rates`, `health` and `alerts` of a status. Call it with every status, in their order.
    public mutating func observe(_ status: inout SessionStatus) -> Observation {
        status.rates = window.observe(status)
        status.health = SessionHealth(status)
        let events = board.observe(status)
        status.alerts = board.standing
        return Observation(events: events, isMetricsDue: history.observe(status))
    }
}
