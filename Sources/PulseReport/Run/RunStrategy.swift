/// Which strategy was run: its name, its canonical text and the hash of that text.
public struct RunStrategy: Hashable, Sendable, Codable {
    public var name: String
    /// Hash of `text`, in hexadecimal.
    public var hash: String
    /// Canonical YAML, or what stands for it (`simulate` has a list of signals instead).
    public var text: String

    public init(name: String, hash: String, text: String) {
        self.name = name
        self.hash = hash
        self.text = text
    }
}
