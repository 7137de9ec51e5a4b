/// What a finished run prints with `--json`: its document, and what must not stand in the document because it differs from one time to the
/// next.
public struct RunSummary: Encodable, Sendable {
    public var document: RunDocument
    /// Where its files are; nil where none were written.
    public var folder: String?
    public var seconds: Double
    public var candlesPerSecond: Double
    /// Whether it was answered from its folder.
    public var isCached: Bool

    public init(_ document: RunDocument, folder: String?, seconds: Double, candlesPerSecond: Double, isCached: Bool = false) {
        self.document = document
        self.folder = folder
        self.seconds = seconds
        self.candlesPerSecond = candlesPerSecond
        self.isCached = isCached
    }

    private enum CodingKeys: String, CodingKey {
        case folder, seconds, candlesPerSecond
        case isCached = "cached"
    }

    public func encode(to encoder: any Encoder) throws {
        try document.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(folder, forKey: .folder)
        try container.encode(seconds, forKey: .seconds)
        try container.encode(candlesPerSecond, forKey: .candlesPerSecond)
        try container.encode(isCached, forKey: .isCached)
    }
}
