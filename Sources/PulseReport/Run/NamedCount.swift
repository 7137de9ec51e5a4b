/// How often something happened: a rejection by its reason, a verdict by its outcome.
public struct NamedCount: Hashable, Sendable, Codable {
    public var name: String
    public var count: Int

    public init(_ name: String, _ count: Int) {
        self.name = name
        self.count = count
    }
}
