import PulseCore

/// One decision with all that becomes of it: the verdict, and what plan, health and priority are made from.
public struct DecisionRow: Sendable {
    public let verdict: Verdict
    /// Wilder's average true range over 14 decision candles.
    public let averageTrueRange: Double
    public let swingLow: Double
    public let swingHigh: Double
    public let regime: RegimeState
    public let dataQuality: Score
    /// Confidences of three heads; nil where a head abstains or takes no part.
    public let technical: Score?
    public let volume: Score?
    public let sentiment: Score?
    /// How fresh the evidence of the agreeing heads is; see `SignalPriority`.
    public let recency: Score

    /// A decision as its columns have it.
    public init(_ columns: DecisionColumns, at row: Int) {
        func confidence(_ head: HeadID) -> Score? {
            guard let lane = columns.heads.firstIndex(of: head) else { return nil }
            let vote = columns.votes[lane][row]
            return vote.isAbstention ? nil : vote.confidence
        }
        verdict = columns.verdicts[row]
        averageTrueRange = columns.averageTrueRange[row]
        swingLow = columns.swingLow[row]
        swingHigh = columns.swingHigh[row]
        regime = columns.regimes[row]
        dataQuality = columns.dataQuality[row]
        technical = confidence(.technical)
        volume = confidence(.volume)
        sentiment = confidence(.sentiment)
        var ages = SignalPriority.Ages()
        for lane in columns.heads.indices where verdict.agreeing.contains(HeadSet(columns.heads[lane])) {
            ages.add(columns.votes[lane][row])
        }
        recency = ages.recency
    }

    /// The same decision under another verdict, which came from `votes`: one of each head that was cast, in the places of their raw values.
    init(_ traits: DecisionTable.Traits, _ verdict: Verdict, _ votes: UnsafePointer<Vote>) {
        func confidence(_ head: HeadID) -> Score? {
            verdict.available.contains(HeadSet(head)) ? votes[head.rawValue].confidence : nil
        }
        self.verdict = verdict
        averageTrueRange = traits.averageTrueRange
        swingLow = traits.swingLow
        swingHigh = traits.swingHigh
        regime = traits.regime
        dataQuality = traits.dataQuality
        technical = confidence(.technical)
        volume = confidence(.volume)
        sentiment = confidence(.sentiment)
        var ages = SignalPriority.Ages()
        var rest = verdict.agreeing.rawValue
        while rest != 0 {
            ages.add(votes[rest.trailingZeroBitCount])
            rest &= rest - 1
        }
        recency = ages.recency
    }
}
