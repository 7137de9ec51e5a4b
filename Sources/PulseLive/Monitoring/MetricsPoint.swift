import PulseCore

/// The few numbers of a status that are kept for a day.
public struct MetricsPoint: Hashable, Sendable, Codable {
    /// Seconds.
    public var uptime: Double
    public var venueTime: Timestamp?
    public var health: Int?
    public var live: Int
    public var blocked: Int
    public var framesPerSecond: Double
    public var quarantined: Int
    public var candles: Int
    public var signals: Int
    public var positions: Int
    public var equity: Double
    public var drawdown: Double
    /// Microseconds from frame to verdict of late; nil where there was none.
    public var median: Int?
    public var p99: Int?
    public var alerts: Int

    public init(_ status: SessionStatus) {
        let latency = status.recentLatency(.frameToVerdict).flatMap { $0.count > 0 ? $0 : nil }
        uptime = status.uptime
        venueTime = status.venueTime
        health = status.health?.score
        live = status.instruments.live
        blocked = status.instruments.blocked.count
        framesPerSecond = status.rates.framesPerSecond
        quarantined = status.counters.quarantined
        candles = status.counters.candles
        signals = status.counters.signals
        positions = status.positions.count
        equity = status.account.equity
        drawdown = status.account.drawdown
        median = latency?.p50
        p99 = latency?.p99
        alerts = status.alerts.count
    }
}
