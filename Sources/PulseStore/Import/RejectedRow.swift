/// A row that was not imported.
public struct RejectedRow: Hashable, Sendable, Codable {
    /// From 1, the header included.
    public var line: Int
    public var reason: String

    public init(line: Int, reason: String) {
        self.line = line
        self.reason = reason
    }
}
