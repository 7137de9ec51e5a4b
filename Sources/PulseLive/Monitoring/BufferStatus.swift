/// The buffer between sockets and session.
public struct BufferStatus: Hashable, Sendable, Codable {
    /// Messages that wait now.
    public var waiting: Int
    public var capacity: Int
    /// The most that ever waited.
    public var peak: Int
    /// Times that feeds were told to wait.
    public var pauses: Int

    public init(waiting: Int = 0, capacity: Int = 0, peak: Int = 0, pauses: Int = 0) {
        self.waiting = waiting
        self.capacity = capacity
        self.peak = peak
        self.pauses = pauses
    }

    /// What part of it is used, 0...1; nil where there is none.
    public var use: Double? { capacity > 0 ? min(1, Double(waiting) / Double(capacity)) : nil }
}
