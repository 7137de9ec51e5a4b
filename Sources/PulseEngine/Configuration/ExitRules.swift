/// What happens to the stop as targets are reached.
///
/// A stop only ever moves towards the price. A target whose share rounds down to no lots is skipped, but reaching its price still moves the
/// stop.
public struct ExitRules: Hashable, Sendable, Codable {
    /// The target (1 to 4) that moves the stop to break-even: the entry price plus the taker's fees of both ways, rounded to a tick so that
    /// what is left loses nothing but slippage; at most one tick short of the first target. Nil for never.
    public var breakEvenAfterTarget: Int?
    /// The target (1 to 4) from which on the stop trails; nil for never.
    public var trailingAfterTarget: Int?
    /// Distance of the trailing stop from the close, in average true ranges of the signal's candle. It is set at each close for the next
    /// candle, rounded away from the price to a tick. There is no trailing where the signal has no average true range.
    public var trailingMultiple: Double

    public init(breakEvenAfterTarget: Int? = 1, trailingAfterTarget: Int? = 2, trailingMultiple: Double = 2) {
        self.breakEvenAfterTarget = breakEvenAfterTarget
        self.trailingAfterTarget = trailingAfterTarget
        self.trailingMultiple = trailingMultiple
    }

    /// Stops stay where they are.
    public static let fixed = ExitRules(breakEvenAfterTarget: nil, trailingAfterTarget: nil)
}
