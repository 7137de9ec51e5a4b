/// A round trip from entry to exit, all partial exits included. Public prints are `MarketTrade`, not this.
public struct Trade: Hashable, Sendable {
    /// Number from 0, in order of opening.
    public var number: Int
    public var instrument: Int
    public var direction: Direction
    /// When the signal became known.
    public var signalTime: Timestamp
    public var entryTime: Timestamp
    public var exitTime: Timestamp
    /// Entry price in ticks.
    public var entryTicks: Int64
    /// Quantity in lots.
    public var lots: Int64
    /// Mean exit price, quantity-weighted, in quote currency; for printing.
    public var exitPrice: Double
    /// Stop as planned, in ticks; nil for none.
    public var stopTicks: Int64?
    /// Money between entry and exit prices, before fees (slippage is inside the prices).
    public var grossProfit: Cash
    /// Fees of all its fills.
    public var fees: Cash
    /// Slippage of all its fills; already part of `grossProfit`.
    public var slippage: Cash
    /// Funding paid while it was open (negative if received).
    public var funding: Cash
    /// Money at risk when it was opened: distance to the stop times quantity; zero where there was no stop.
    public var initialRisk: Cash
    /// Worst open profit or loss inside the trade, in quote currency, 0 or negative.
    public var maximumAdverseExcursion: Cash
    /// Best open profit inside the trade, in quote currency, 0 or positive.
    public var maximumFavourableExcursion: Cash
    /// What closed the last of it.
    public var exitReason: Fill.Reason
    /// Of the consensus, raw.
    public var probability: Score
    /// That of the calibration; nil without one.
    public var calibrated: Score?
    public var confidence: Score
    public var agreeing: HeadSet

    /// What it left after all costs.
    public var netProfit: Cash { grossProfit - fees - funding }

    public init(
        number: Int, instrument: Int, direction: Direction, signalTime: Timestamp, entryTime: Timestamp, exitTime: Timestamp,
        entryTicks: Int64, lots: Int64, exitPrice: Double, stopTicks: Int64?, grossProfit: Cash, fees: Cash, slippage: Cash,
        funding: Cash = .zero, initialRisk: Cash, maximumAdverseExcursion: Cash, maximumFavourableExcursion: Cash,
        exitReason: Fill.Reason, probability: Score, confidence: Score, agreeing: HeadSet, calibrated: Score? = nil
    ) {
        self.number = number
        self.instrument = instrument
        self.direction = direction
        self.signalTime = signalTime
        self.entryTime = entryTime
        self.exitTime = exitTime
        self.entryTicks = entryTicks
        self.lots = lots
        self.exitPrice = exitPrice
        self.stopTicks = stopTicks
        self.grossProfit = grossProfit
        self.fees = fees
        self.slippage = slippage
        self.funding = funding
        self.initialRisk = initialRisk
        self.maximumAdverseExcursion = maximumAdverseExcursion
        self.maximumFavourableExcursion = maximumFavourableExcursion
        self.exitReason = exitReason
        self.probability = probability
        self.confidence = confidence
        self.agreeing = agreeing
        self.calibrated = calibrated
    }
}
