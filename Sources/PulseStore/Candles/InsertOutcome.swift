/// What became of candles that were given to the store; the three numbers add up to theirs.
public struct InsertOutcome: Hashable, Sendable, Codable {
    /// Candles that the store did not have.
    public var inserted = 0
    /// Candles that the store had, with the same content (or with more: columns that the new candle leaves at 0).
    public var duplicates = 0
    /// Candles that the store had with other content, which was replaced and recorded.
    public var revised = 0

    public init(inserted: Int = 0, duplicates: Int = 0, revised: Int = 0) {
        self.inserted = inserted
        self.duplicates = duplicates
        self.revised = revised
    }

    public static func += (a: inout InsertOutcome, b: InsertOutcome) {
        a.inserted += b.inserted
        a.duplicates += b.duplicates
        a.revised += b.revised
    }
}
