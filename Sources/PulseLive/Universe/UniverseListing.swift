import PulseCore

/// One line of a venue's list of what can be traded, with its last day's volume.
public struct UniverseListing: Hashable, Sendable {
    public enum Contract: String, Hashable, Sendable, Codable {
        case spot, perpetual
        /// A future with a date.
        case delivery
        /// A token that holds a leveraged position, where the venue says so; `UniverseRule` also knows them by name.
        case leveraged
        case other
    }

    public var id: InstrumentID
    public var baseAsset: String
    public var quoteAsset: String
    public var contract: Contract
    /// Whether it can be traded now.
    public var isTradable: Bool
    /// When trading began, and when it will end or ended; nil where the venue does not say.
    public var listedAt: Timestamp?
    public var delistedAt: Timestamp?
    /// Of the last 24 hours, in the quote asset.
    public var quoteVolume: Double
    public var lastPrice: Double

    public init(
        id: InstrumentID, baseAsset: String, quoteAsset: String, contract: Contract, isTradable: Bool = true, listedAt: Timestamp? = nil,
        delistedAt: Timestamp? = nil, quoteVolume: Double, lastPrice: Double
    ) {
        self.id = id
        self.baseAsset = baseAsset
        self.quoteAsset = quoteAsset
        self.contract = contract
        self.isTradable = isTradable
        self.listedAt = listedAt
        self.delistedAt = delistedAt
        self.quoteVolume = quoteVolume
        self.lastPrice = lastPrice
    }
}
