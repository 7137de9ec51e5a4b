import PulseCore

/// That an alert was raised, stands still, or was cleared: what is journalled and shown.
public struct AlertEvent: Hashable, Sendable, Codable {
    public enum Kind: String, Hashable, Sendable, Codable {
        case raised, repeated, cleared
    }

    public var kind: Kind
    /// Of the rule.
    public var name: String
    public var metric: AlertMetric
    public var value: Double
    public var threshold: Double
    /// Uptime in seconds when it was raised, and of this event.
    public var since: Double
    public var uptime: Double
    /// The venue's clock at this event, where it is known.
    public var venueTime: Timestamp?
    /// One line for a reader.
    public var message: String
}
