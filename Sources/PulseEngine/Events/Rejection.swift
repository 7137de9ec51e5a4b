/// Why a signal did not become a position (or, for `nothingToClose`, had nothing to do).
public enum Rejection: UInt8, Hashable, Sendable, CaseIterable, Codable {
    /// A later signal of the instrument came before its next candle.
    case superseded
    /// The signal's time was up before it could be filled.
    case expired
    /// Prices that are no numbers, targets out of order, more than four of them, or a size that is not positive.
    case invalid
    /// No candle of the instrument has been seen that could give a price (only when filling at the signal's close).
    case noPrice
    /// There is a position in that direction already.
    case alreadyOpen
    /// A flat signal without a position.
    case nothingToClose
    /// Spot cannot be sold short.
    case shortOnSpot
    /// No stop where the size or the limits need one.
    case missingStop
    /// The fill would be at or beyond the stop.
    case stopPassed
    /// The fill would be at or beyond the first target.
    case targetPassed
    case maximumPositions
    case maximumPositionShare
    case maximumExposure
    case maximumOpenRisk
    case dailyLoss
    /// The largest drawdown was reached earlier in the run.
    case drawdownHalt
    /// Spot is paid in full, fee included.
    case insufficientCash
    /// Perpetuals need `value / leverage` and the fee.
    case insufficientMargin
    /// The size rounds down to no lots.
    case belowLot
    case belowMinimumNotional
    /// Beyond what sixty-four bits of money can carry: a value of a billion of the quote currency.
    case tooLarge
    /// The run ended before the next candle.
    case runEnded
    /// A flat signal came before it was filled.
    case cancelled

    public var name: String { String(describing: self) }
}
