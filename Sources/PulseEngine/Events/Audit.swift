import PulseCore

/// What an event did: enough to follow a run without looking into the engine.
///
/// Ranges are numbers from the start of the run: `engine.fills[audit.fills]`.
@frozen
public struct Audit: Hashable, Sendable {
    /// Cash plus positions at their last marks.
    public var equity: Cash
    public var cash: Cash
    /// Value of all positions, long and short alike.
    public var grossExposure: Cash
    /// Value of long positions less that of short ones.
    public var netExposure: Cash
    public var openPositions: Int
    /// Numbers of the fills that the event made.
    public var fills: Range<Int>
    /// Numbers of the trades that it completed.
    public var trades: Range<Int>
    /// Numbers of the movements of money that it made.
    public var movements: Range<Int>
    /// Orders that it rejected; `engine.rejections` has the reasons.
    public var rejections: Int
    /// The last of those reasons, nil if there was none.
    public var rejection: Rejection?

    @inlinable
    init(
        equity: Cash, cash: Cash, grossExposure: Cash, netExposure: Cash, openPositions: Int, fills: Range<Int>, trades: Range<Int>,
        movements: Range<Int>, rejections: Int, rejection: Rejection?
    ) {
        self.equity = equity
        self.cash = cash
        self.grossExposure = grossExposure
        self.netExposure = netExposure
        self.openPositions = openPositions
        self.fills = fills
        self.trades = trades
        self.movements = movements
        self.rejections = rejections
        self.rejection = rejection
    }
}
