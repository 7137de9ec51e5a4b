/// How one head voted over a run: numbers of decision candles, of all instruments together.
public struct HeadStatistics: Hashable, Sendable, Codable {
    public var head: String
    /// Its weight in the consensus, 0...1.
    public var weight: Double
    public var long: Int
    public var short: Int
    public var flat: Int
    public var abstained: Int
    /// Votes for a side that met the head's own gates, so that they counted.
    public var valid: Int

    /// Number of candles at which it was asked.
    public var total: Int { long + short + flat + abstained }

    public init(head: String, weight: Double, long: Int, short: Int, flat: Int, abstained: Int, valid: Int) {
        self.head = head
        self.weight = weight
        self.long = long
        self.short = short
        self.flat = flat
        self.abstained = abstained
        self.valid = valid
    }
}
