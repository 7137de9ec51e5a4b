/// A few figures of a series of daily returns; nil where they are undefined.
public struct StudyFigures: Hashable, Sendable, Codable {
    /// Days (UTC) that they are computed from.
    public var days = 0
    public var totalReturn: Double?
    public var sharpe: Double?
    public var maxDrawdown: Double?
    /// Trades entered on these days.
    public var trades = 0

    public init() {}
}
