import PulseCore

/// What each head was worth, beside what it does on noise made of the same candles.
public struct RunScorecard: Hashable, Sendable, Codable {
    /// Votes of one head, on the run's candles or on noise.
    public struct Rates: Hashable, Sendable, Codable {
        /// Decisions after the warm-up.
        public var decisions: Int
        /// Shares of them: valid votes; and of those, long ones, and right ones. Nil where there is nothing to divide by.
        public var validRate: Double
        public var longShare: Double?
        public var hitRate: Double?

        public init(decisions: Int, validRate: Double, longShare: Double?, hitRate: Double?) {
            self.decisions = decisions
            self.validRate = validRate
            self.longShare = longShare
            self.hitRate = hitRate
        }
    }

    public struct Head: Hashable, Sendable, Codable {
        public var head: String
        public var weight: Double
        public var real: Rates
        public var noise: Rates?
        /// What noise says against it: `never`, `always` or `lopsided`.
        public var alarm: String?
        /// Trades that it agreed to, and its part of their net profit.
        public var trades: Int
        @Amount public var netProfit: Cash
        /// Trades and total return of the run without it.
        public var tradesWithout: Int?
        public var returnWithout: Double?

        public init(
            head: String, weight: Double, real: Rates, noise: Rates?, alarm: String?, trades: Int, netProfit: Cash, tradesWithout: Int?,
            returnWithout: Double?
        ) {
            self.head = head
            self.weight = weight
            self.real = real
            self.noise = noise
            self.alarm = alarm
            self.trades = trades
            _netProfit = Amount(wrappedValue: netProfit)
            self.tradesWithout = tradesWithout
            self.returnWithout = returnWithout
        }
    }

    /// Decisions after which a vote is judged.
    public var horizon: Int
    public var heads: [Head]
    /// Shares of the decisions at which both heads cast a valid vote for which they took the same side, in the order of `heads`; nil where that never happened.
    public var agreement: [[Double?]]
    /// Shares of the decisions whose verdict passed: in the run, and on noise.
    public var consensusRate: Double
    public var falseConsensusRate: Double?
    /// How much noise there was: independent stretches, and decisions in all.
    public var noiseWalks: Int
    public var noiseDecisions: Int

    public init(
        horizon: Int, heads: [Head], agreement: [[Double?]], consensusRate: Double, falseConsensusRate: Double?, noiseWalks: Int,
        noiseDecisions: Int
    ) {
        self.horizon = horizon
        self.heads = heads
        self.agreement = agreement
        self.consensusRate = consensusRate
        self.falseConsensusRate = falseConsensusRate
        self.noiseWalks = noiseWalks
        self.noiseDecisions = noiseDecisions
    }
}
