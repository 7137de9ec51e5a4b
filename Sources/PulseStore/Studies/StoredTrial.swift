/// A trial as the store keeps it. What the bytes mean is the tuner's affair.
public struct StoredTrial: Hashable, Sendable {
    /// The search of its study that asked for it, its number there, and its rung.
    public var search: Int
    public var number: Int
    public var rung: Int
    /// Values of its parameters, as a strategy file writes them.
    public var texts: [String]
    /// Digest of its strategy; empty where its parameters make none.
    public var strategyHash: String
    public var dayCount: Int
    public var days: [UInt8]
    public var trades: Int
    public var fault: String?
    /// Of its daily returns, per day; nil where undefined.
    public var sharpe: Double?

    public init(
        search: Int, number: Int, rung: Int, texts: [String], strategyHash: String, dayCount: Int, days: [UInt8], trades: Int,
        fault: String?,
        sharpe: Double?
    ) {
        self.search = search
        self.number = number
        self.rung = rung
        self.texts = texts
        self.strategyHash = strategyHash
        self.dayCount = dayCount
        self.days = days
        self.trades = trades
        self.fault = fault
        self.sharpe = sharpe
    }
}
