import PulseCore

/// Everything that a finished run says (schema `alphapulse.run.v1`): what was run, on what, under which assumptions, and what came out.
///
/// It holds no time of its making, no duration and no path of the machine, so the same run gives the same bytes everywhere (P6).
public struct RunDocument: Hashable, Sendable {
    /// What produced the signals.
    public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        /// A strategy.
        case backtest
        /// A list of signals from a file.
        case simulate
    }

    public static let schema = "alphapulse.run.v1"

    /// Run id, in hexadecimal: hash of strategy, candles, parameters, seed and engine version.
    public var run: String
    public var kind: Kind
    public var engineVersion: String
    /// How to repeat it, as typed, without paths of this machine.
    public var command: String
    public var strategy: RunStrategy
    public var instruments: [RunInstrument]
    /// The candles that heads vote on.
    public var timeframe: Timeframe
    /// The candles on which exits are resolved.
    public var baseTimeframe: Timeframe
    public var range: TimeRange
    /// Number of decision candles, of all instruments together.
    public var candles: Int
    public var seed: UInt64
    /// Evaluations on record that led to this one, itself included; nil for a run outside any search.
    public var trialsOnRecord: Int?

    /// What is taken for granted: fills, fees, slippage, sizing, what is not modelled.
    public var assumptions: [Assumption]
    /// What the reader must know before believing a figure; shown first.
    public var warnings: [String]

    /// Currency of all money here: `USDT`.
    public var quoteCurrency: String
    public var startEquity: Cash
    public var finalEquity: Cash
    public var costs: CostSummary
    /// Pessimistic, expected, optimistic; the figures below belong to the expected one.
    public var scenarios: [ScenarioResult]
    /// In the order in which they are printed.
    public var metrics: [RunMetric]
    public var conventions: RunConventions

    public var trades: Int
    /// Trades that the end of the run closed, at the last close.
    public var tradesOpenAtEnd: Int
    public var signals: Int
    /// Signals that did not become orders, by reason.
    public var rejections: [NamedCount]
    /// Verdicts by outcome.
    public var verdicts: [NamedCount]
    /// Where raw verdicts went; nil for signals from a file.
    public var funnel: RunFunnel?
    public var heads: [HeadStatistics]
    /// What calibrated the consensus probability; nil without a calibration.
    public var calibration: RunCalibration?
    /// What each head was worth; nil for signals from a file.
    public var scorecard: RunScorecard?
    public var votesDigest: String
    public var ledgerDigest: String

    public init(
        run: String, kind: Kind, engineVersion: String, command: String, strategy: RunStrategy, instruments: [RunInstrument],
        timeframe: Timeframe, baseTimeframe: Timeframe, range: TimeRange, candles: Int, seed: UInt64, trialsOnRecord: Int? = nil,
        assumptions: [Assumption], warnings: [String], quoteCurrency: String, startEquity: Cash, finalEquity: Cash, costs: CostSummary,
        scenarios: [ScenarioResult], metrics: [RunMetric], conventions: RunConventions, trades: Int, tradesOpenAtEnd: Int = 0, signals: Int,
        rejections: [NamedCount], verdicts: [NamedCount], funnel: RunFunnel? = nil, heads: [HeadStatistics],
        calibration: RunCalibration? = nil, scorecard: RunScorecard? = nil, votesDigest: String, ledgerDigest: String
    ) {
        self.run = run
        self.kind = kind
        self.engineVersion = engineVersion
        self.command = command
        self.strategy = strategy
        self.instruments = instruments
        self.timeframe = timeframe
        self.baseTimeframe = baseTimeframe
        self.range = range
        self.candles = candles
        self.seed = seed
        self.trialsOnRecord = trialsOnRecord
        self.assumptions = assumptions
        self.warnings = warnings
        self.quoteCurrency = quoteCurrency
        self.startEquity = startEquity
        self.finalEquity = finalEquity
        self.costs = costs
        self.scenarios = scenarios
        self.metrics = metrics
        self.conventions = conventions
        self.trades = trades
        self.tradesOpenAtEnd = tradesOpenAtEnd
        self.signals = signals
        self.rejections = rejections
        self.verdicts = verdicts
        self.funnel = funnel
        self.heads = heads
        self.calibration = calibration
        self.scorecard = scorecard
        self.votesDigest = votesDigest
        self.ledgerDigest = ledgerDigest
    }

    /// The first twelve digits of the run id, as folders and tables show it.
    public var shortRun: String { String(run.prefix(12)) }

    /// The figure of that key, if the run has it.
    public func metric(_ key: String) -> RunMetric? { metrics.first { $0.key == key } }

    /// Whether any instrument is a perpetual, whose positions pay funding.
    public var hasPerpetuals: Bool { instruments.contains { $0.market == .perpetual } }

    /// Whether one set of execution assumptions makes money and another loses it.
    public var scenariosDisagree: Bool {
        scenarios.contains { $0.totalReturn > 0 } && scenarios.contains { $0.totalReturn < 0 }
    }
}
