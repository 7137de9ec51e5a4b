/// Derives from statuses what needs more than one of them: rates, health, alerts, and the history of a day.
///
/// A value without a clock: time is the status's `uptime`, so that the same statuses give the same alerts.
public struct SessionMonitor: Sendable {
    private var window = RateWindow()
    private var board: AlertBoard
    /// Messages of a connection at a time some seconds ago, and how many a second came before; nil until that is known.
    private struct Traffic: Sendable {
        var uptime: Double
        var messages: Int
        var rate: Double?
    }

    private var traffic: [String: Traffic] = [:]
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
        measureTraffic(&status)
        status.health = SessionHealth(status)
        let events = board.observe(status)
        status.alerts = board.standing
        return Observation(events: events, isMetricsDue: history.observe(status))
    }

    private mutating func measureTraffic(_ status: inout SessionStatus) {
        var next: [String: Traffic] = [:]
        for index in status.connections.indices {
            let connection = status.connections[index]
            var mark = traffic[connection.name] ?? Traffic(uptime: status.uptime, messages: connection.messages)
            let seconds = status.uptime - mark.uptime
            if seconds >= RateWindow.step || (mark.rate == nil && seconds > 0.9) {
                let rate = max(0, Double(connection.messages - mark.messages) / seconds)
                mark = Traffic(uptime: status.uptime, messages: connection.messages, rate: rate)
            }
            if let rate = mark.rate { status.connections[index].messagesPerSecond = rate }
            next[connection.name] = mark
        }
        traffic = next
    }
}
