/// One phase of a session: how long it took so far, and how much of it is done.
public struct SessionStep: Hashable, Sendable, Codable {
    public var phase: SessionPhase
    /// Wall time spent in it so far.
    public var seconds: Double
    /// Units done, and units there are; both 0 where nobody counts.
    public var done: Int
    public var total: Int

    public init(_ phase: SessionPhase, seconds: Double, done: Int = 0, total: Int = 0) {
        self.phase = phase
        self.seconds = seconds
        self.done = done
        self.total = total
    }

    /// What part is done, 0...1; nil where nobody counts.
    public var progress: Double? { total > 0 ? min(1, max(0, Double(done) / Double(total))) : nil }
}
