import PulseCore
import PulseStrategy

/// The raw verdicts of a market with what became of them, ascending by time.
public struct CalibrationSet: Sendable {
    /// One verdict with its outcome.
    public struct Row: Hashable, Sendable {
        /// When it was decided: the close of its candle.
        public let time: Int64
        /// When its outcome became known.
        public let known: Int64
        public let instrument: Int
        public let direction: Direction
        /// The raw consensus probability.
        public let raw: Score
        /// Whether the first target was reached before the stop.
        public let isHit: Bool

        public init(time: Int64, known: Int64, instrument: Int = 0, direction: Direction = .long, raw: Score, isHit: Bool) {
            self.time = time
            self.known = known
            self.instrument = instrument
            self.direction = direction
            self.raw = raw
            self.isHit = isHit
        }
    }

    public let rows: [Row]
    /// Verdicts with a side, of whatever outcome.
    public let verdicts: Int
    /// Those that the risk plan rejects, those that would not have been entered, and those whose plan outlives the candles.
    public let unplanned: Int
    public let notEntered: Int
    public let unknown: Int

    /// The outcomes of decisions inside the market's range. Every verdict that passed and that the plan accepts counts, whether or not a
    /// gate or a position in the way would have kept it from being traded: outcomes do not depend on a portfolio.
    public init(_ market: Market, decisions: [DecisionColumns], strategy: StrategySpecification, timeframe: Timeframe) {
        precondition(decisions.count == market.series.count, "decisions of each instrument")
        let plan = RiskPlan(strategy.risk, timeframe: timeframe)
        var rows: [Row] = []
        var (verdicts, unplanned, notEntered, unknown) = (0, 0, 0, 0)
        for (instrument, columns) in decisions.enumerated() {
            let candles = market.series[instrument].candles
            let closes = columns.candles.isEmpty ? candles.close : columns.candles.close
            let first = columns.firstDecision(atOrAfter: market.starts[instrument])
            for index in first..<columns.count where columns.verdicts[index].direction != .flat {
                verdicts += 1
                let decided = Int(columns.completedAt[index])
                let time = candles.openTime[decided] + market.base.milliseconds
                guard
                    let signal = try? plan.signal(
                        for: columns.verdicts[index], instrument: instrument, time: Timestamp(milliseconds: time), close: closes[index],
                        averageTrueRange: columns.averageTrueRange[index], swingLow: columns.swingLow[index],
                        swingHigh: columns.swingHigh[index])
                else {
                    unplanned += 1
                    continue
                }
                func add(_ isHit: Bool, known: Int64) {
                    rows.append(
                        Row(
                            time: time, known: known, instrument: instrument, direction: signal.direction, raw: signal.probability,
                            isHit: isHit))
                }
                switch FirstTarget(signal, candles: candles, base: market.base, decidedAt: decided) {
                case .reached(let known): add(true, known: known)
                case .missed(let known): add(false, known: known)
                case .notEntered: notEntered += 1
                case .unknown: unknown += 1
                }
            }
        }
        self.rows = rows.sorted { ($0.time, $0.instrument) < ($1.time, $1.instrument) }
        self.verdicts = verdicts
        self.unplanned = unplanned
        self.notEntered = notEntered
        self.unknown = unknown
    }

    /// Rows from elsewhere, ascending by time.
    public init(rows: [Row]) {
        self.rows = rows
        verdicts = rows.count
        unplanned = 0
        notEntered = 0
        unknown = 0
    }

    /// Rows of a side, and hits among them.
    public func count(_ direction: Direction) -> (outcomes: Int, hits: Int) {
        rows.reduce((0, 0)) { $1.direction == direction ? ($0.0 + 1, $0.1 + ($1.isHit ? 1 : 0)) : $0 }
    }

    /// As rows of a training set, for the walk-forward split.
    var trainingRows: [TrainingSet.Row] { rows.map { TrainingSet.Row(time: $0.time, labelKnown: $0.known, isRise: $0.isHit) } }
}
