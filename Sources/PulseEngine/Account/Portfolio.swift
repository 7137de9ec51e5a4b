import PulseCore

/// Cash and the sums over all positions at their last marks.
@frozen
public struct Portfolio: Hashable, Sendable {
    public internal(set) var cash: Cash
    /// What positions add to equity: the value of spot holdings, the open profit or loss of perpetuals.
    public internal(set) var positionsValue = Cash.zero
    /// Value of all positions, long and short alike.
    public internal(set) var grossExposure = Cash.zero
    /// Value of long positions less that of short ones.
    public internal(set) var netExposure = Cash.zero
    public internal(set) var openPositions = 0

    @inlinable public var equity: Cash { cash + positionsValue }
}
