import PulseCore

/// One fall from a peak to the recovery of it, or to the end of the curve.
public struct DrawdownEpisode: Hashable, Sendable {
    /// The last point at the peak.
    public let peak: Timestamp
    /// The first point at the lowest value.
    public let trough: Timestamp
    /// The first point at or above the peak again; nil if not recovered.
    public let recovery: Timestamp?
    /// The end of the curve, for an episode that did not recover.
    public let end: Timestamp
    /// `1 - trough / peak`.
    public let depth: Double
    /// Peak less trough, in quote currency.
    public let money: Double

    public var isRecovered: Bool { recovery != nil }
    /// From peak to recovery, or to the end of the curve.
    public var milliseconds: Int64 { (recovery ?? end).milliseconds - peak.milliseconds }
    public var millisecondsToTrough: Int64 { trough.milliseconds - peak.milliseconds }
    public var millisecondsToRecover: Int64? { recovery.map { $0.milliseconds - trough.milliseconds } }
}
