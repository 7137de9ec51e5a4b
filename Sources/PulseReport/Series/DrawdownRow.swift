import PulseCore

/// One fall of equity from a peak and its way back.
public struct DrawdownRow: Hashable, Sendable {
    /// Fraction lost from peak to trough, positive.
    public var depth: Double
    public var peak: Timestamp
    public var trough: Timestamp
    /// Nil where the run ended before.
    public var recovery: Timestamp?

    public init(depth: Double, peak: Timestamp, trough: Timestamp, recovery: Timestamp?) {
        self.depth = depth
        self.peak = peak
        self.trough = trough
        self.recovery = recovery
    }
}
