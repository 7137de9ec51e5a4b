/// One thing that a run takes for granted, in words.
public struct Assumption: Hashable, Sendable, Codable {
    /// What it is about, one or two words: `Fills`, `Fees`, `Funding`.
    public var topic: String
    public var text: String

    public init(_ topic: String, _ text: String) {
        self.topic = topic
        self.text = text
    }
}
