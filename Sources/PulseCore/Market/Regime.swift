/// The state that a market is in.
public enum Regime: UInt8, Hashable, Sendable, CaseIterable, Codable {
    /// A strong rise.
    case strongTrendBull
    /// A strong fall.
    case strongTrendBear
    /// A drift in either direction that is slow against the volatility.
    case weakTrend
    /// Quiet movement around a level that holds.
    case ranging
    /// A sudden, wide movement in one direction with much volume.
    case volatileBreakout
    /// Wide movement that leads nowhere.
    case choppy

    /// The name as files and reports print it.
    public var name: String { String(describing: self) }
}
