/// An intention to trade: a verdict that passed the gates, or a row of a user's own signal file.
///
/// Prices are in the quote currency on the instrument's tick grid; the engine turns them into ticks. A signal of candle t is acted on at
/// the open of t+1 at the earliest (P3).
public struct Signal: Hashable, Sendable {
    /// One of up to four places where part of a position is closed at a profit.
    public struct Target: Hashable, Sendable {
        public var price: Double
        /// Part of the position as opened, on the 1/1024 grid; the last target takes what is left.
        public var share: Score

        public init(price: Double, share: Score) {
            self.price = price
            self.share = share
        }
    }

    /// How much to trade.
    public enum Size: Hashable, Sendable {
        /// By risk: equity times `riskPerTrade` times a factor on the 1/1024 grid, divided by the distance from entry to stop. Needs a
        /// stop.
        case risk(factor: Score)
        /// A quantity of the base currency, rounded down to whole lots.
        case quantity(Double)
        /// A share of equity, 0...1 (more with leverage).
        case equityShare(Double)
        /// A budget in quote currency, costs of the entry included.
        case quote(Cash)
    }

    /// Position of the instrument in the run's list.
    public var instrument: Int
    /// `flat` closes what is open.
    public var direction: Direction
    /// When it became known: the close time of its candle (P3).
    public var time: Timestamp
    /// The close of its candle, which stop and targets were planned from.
    public var reference: Double
    public var size: Size
    /// Where the position is given up; nil for none.
    public var stop: Double?
    /// Nearest first; at most four.
    public var targets: [Target]
    /// The position is closed at the open of the first candle that opens at or after this; nil for no limit. Also ends an unfilled signal.
    public var expiry: Timestamp?
    /// Average true range at the signal's candle, for trailing stops and as a share of the slippage model; 0 if unknown.
    public var averageTrueRange: Double
    /// Consensus probability and confidence, for the record. The probability is raw: a mean of what heads say, not a share of wins.
    public var probability: Score
    /// How often verdicts of that raw probability reached their first target before their stop, as a calibration learned it; nil without
    /// one.
    public var calibrated: Score?
    public var confidence: Score
    /// The heads that agreed.
    public var agreeing: HeadSet
    /// Health and priority as the gates judged them, and the regime that it was made in; nil where nobody judged (a user's own file) or
    /// knew.
    public var health: Score?
    public var priority: Score?
    public var regime: Regime?

    public init(
        instrument: Int, direction: Direction, time: Timestamp, reference: Double, size: Size, stop: Double? = nil, targets: [Target] = [],
        expiry: Timestamp? = nil, averageTrueRange: Double = 0, probability: Score = .half, confidence: Score = .zero,
        agreeing: HeadSet = [], health: Score? = nil, priority: Score? = nil, regime: Regime? = nil, calibrated: Score? = nil
    ) {
        self.instrument = instrument
        self.direction = direction
        self.time = time
        self.reference = reference
        self.size = size
        self.stop = stop
        self.targets = targets
        self.expiry = expiry
        self.averageTrueRange = averageTrueRange
        self.probability = probability
        self.confidence = confidence
        self.agreeing = agreeing
        self.health = health
        self.priority = priority
        self.regime = regime
        self.calibrated = calibrated
    }

    /// The probability that sizes and ranks it: the calibrated one where there is one, else the raw one.
    public var weighing: Score { calibrated ?? probability }
}
