import PulseCore

/// The universe of one day, as the store keeps it.
public struct StoredUniverse: Hashable, Sendable {
    public struct Member: Hashable, Sendable {
        /// From 1.
        public var rank: Int
        public var id: InstrumentID
        public var quoteVolume: Double

        public init(rank: Int, id: InstrumentID, quoteVolume: Double) {
            self.rank = rank
            self.id = id
            self.quoteVolume = quoteVolume
        }
    }

    public var day: CivilDate
    /// Name of the rule that chose it.
    public var rule: String
    /// By rank.
    public var members: [Member]

    public init(day: CivilDate, rule: String, members: [Member]) {
        self.day = day
        self.rule = rule
        self.members = members
    }
}
