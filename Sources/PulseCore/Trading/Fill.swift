/// One execution of an order by the venue.
public struct Fill: Hashable, Sendable {
    /// What made the order.
    public enum Reason: UInt8, Hashable, Sendable, CaseIterable, Codable {
        case entry
        case stop
        /// The stop after it was moved to the entry price.
        case breakEven
        /// The stop after it followed the price.
        case trailing
        case target1, target2, target3, target4
        /// The signal's time was up.
        case expiry
        /// An opposite or flat signal.
        case signal
        /// The run ended with the position open: marked at the last close, flagged in every report.
        case endOfRun
        /// The account could no longer carry the position.
        case liquidation
        /// The largest drawdown that the account allows was reached: everything is closed.
        case halt

        public var name: String { String(describing: self) }
    }

    public var instrument: Int
    /// When: the open time of the candle for fills at an open, its close time for anything inside it (the order in a candle is not known).
    public var time: Timestamp
    /// +1 buy, -1 sell.
    public var side: Direction
    /// Price in ticks.
    public var ticks: Int64
    /// Quantity in lots, positive.
    public var lots: Int64
    /// What the venue took, in quote currency.
    public var fee: Cash
    /// How much worse than the reference price of the model (open, stop or target price) the fill was, in quote currency.
    public var slippage: Cash
    /// Whether the order rested in the book (maker) or not (taker).
    public var isMaker: Bool
    public var reason: Reason
    /// Number of the trade it belongs to, from 0, in order of opening.
    public var trade: Int

    public init(
        instrument: Int, time: Timestamp, side: Direction, ticks: Int64, lots: Int64, fee: Cash, slippage: Cash, isMaker: Bool,
        reason: Reason, trade: Int
    ) {
        self.instrument = instrument
        self.time = time
        self.side = side
        self.ticks = ticks
        self.lots = lots
        self.fee = fee
        self.slippage = slippage
        self.isMaker = isMaker
        self.reason = reason
        self.trade = trade
    }
}
