/// A threshold on one metric, with hysteresis: raised when the metric has been beyond `threshold` for `hold` seconds, cleared when it is
/// back at `clear`.
public struct AlertRule: Hashable, Sendable, Codable {
    /// On which side of the threshold the trouble is.
    public enum Side: String, Hashable, Sendable, Codable {
        case above, below
    }

    public var name: String
    public var metric: AlertMetric
    public var side: Side
    public var threshold: Double
    /// At or on the good side of the threshold.
    public var clear: Double
    /// Seconds for which it must hold, without a break, before it is raised.
    public var hold: Double
    /// Seconds after which one that stands is told again; 0 for never.
    public var `repeat`: Double

    /// `clear` is the threshold itself where it is not given. Traps where it lies on the bad side of the threshold.
    public init(
        _ name: String, _ metric: AlertMetric, _ side: Side, _ threshold: Double, clear: Double? = nil, hold: Double = 0,
        repeat interval: Double = 3_600
    ) {
        self.name = name
        self.metric = metric
        self.side = side
        self.threshold = threshold
        self.clear = clear ?? threshold
        self.hold = hold
        self.repeat = interval
        precondition(side == .above ? self.clear <= threshold : self.clear >= threshold, "an alert is cleared on the good side")
    }

    /// Whether a value is beyond the threshold.
    public func isBeyond(_ value: Double) -> Bool { side == .above ? value > threshold : value < threshold }

    /// Whether a value ends an alert that stands.
    public func isClear(_ value: Double) -> Bool { side == .above ? value <= clear : value >= clear }

    /// What is watched where nobody said anything else.
    public static let defaults = [
        AlertRule("health-low", .health, .below, 70, clear: 80, hold: 60),
        AlertRule("instruments-blocked", .blockedInstruments, .above, 5, clear: 2, hold: 120),
        AlertRule("slow-verdicts", .latency, .above, 1_000, clear: 500, hold: 60),
        AlertRule("drawdown", .drawdown, .above, 10, clear: 8, repeat: 21_600),
        AlertRule("feed-silent", .feedSilence, .above, 30, clear: 5, hold: 10, repeat: 900),
        AlertRule("unreadable-frames", .quarantineRate, .above, 1, clear: 0.5, hold: 60),
        AlertRule("journal-behind", .journalLag, .above, 10, clear: 1, hold: 5, repeat: 900),
        AlertRule("universe-stale", .universeFailures, .above, 0),
    ]
}
