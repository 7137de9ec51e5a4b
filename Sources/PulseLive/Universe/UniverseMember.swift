import PulseCore

/// An instrument of a universe.
public struct UniverseMember: Hashable, Sendable, Codable {
    /// From 1, by volume over both markets.
    public var rank: Int
    public var id: InstrumentID
    /// Of the 24 hours before the snapshot, in the quote asset.
    public var quoteVolume: Double

    public init(rank: Int, id: InstrumentID, quoteVolume: Double) {
        self.rank = rank
        self.id = id
        self.quoteVolume = quoteVolume
    }
}
