/// How the chosen trial fares where something is a little different.
public struct StudyRobustness: Hashable, Sendable, Codable {
    /// A confidence interval by resampling.
    public struct Interval: Hashable, Sendable, Codable {
        /// What was resampled: `daily returns`, `trades`.
        public var of: String
        /// `sharpe`, `totalReturn`, `maxDrawdown`.
        public var figure: String
        public var estimate: Double
        public var lower: Double
        public var upper: Double

        public init(of: String, figure: String, estimate: Double, lower: Double, upper: Double) {
            self.of = of
            self.figure = figure
            self.estimate = estimate
            self.lower = lower
            self.upper = upper
        }
    }

    /// The chosen trial on candles whose prices were moved a little at random.
    public struct NoisyRun: Hashable, Sendable, Codable {
        public var figures: StudyFigures
        public init(figures: StudyFigures) { self.figures = figures }
    }

    /// A part of the chosen trial's history: a calendar year, or trades that began in a regime.
    public struct Part: Hashable, Sendable, Codable {
        public var name: String
        public var trades: Int
        /// Sum of the trades' net results over their initial risks; and net profit as a share of the starting equity.
        public var sumOfR: Double?
        public var netReturn: Double
        public var winRate: Double?

        public init(name: String, trades: Int, sumOfR: Double?, netReturn: Double, winRate: Double?) {
            self.name = name
            self.trades = trades
            self.sumOfR = sumOfR
            self.netReturn = netReturn
            self.winRate = winRate
        }
    }

    /// 95 %.
    public var intervals: [Interval] = []
    /// Standard deviation of the noise as a share of a candle's average true range.
    public var noiseShare = 0.0
    public var noisyRuns: [NoisyRun] = []
    public var years: [Part] = []
    public var regimes: [Part] = []

    public init() {}
}
