import PulseCore

/// Where raw verdicts went: how many each gate stopped, and how many became signals.
///
/// A raw verdict is a candle on which a side has the quorum. The gates aim at stopping 60 to 80 % of them; which share they did stop is a
/// figure of every run.
public struct SignalFunnel: Hashable, Sendable {
    public let rawVerdicts: Int
    /// In the order in which gates are asked: veto and confidence of the consensus, then plan and gates.
    public let rejected: [NamedTally]
    /// What passed all of them.
    public let signals: Int

    /// The share of raw verdicts that did not become signals; nil where there was none.
    public var rejectedShare: Double? { share(of: rawVerdicts - signals) }

    /// A number of verdicts as a share of the raw ones; nil where there was none.
    public func share(of count: Int) -> Double? { rawVerdicts == 0 ? nil : Double(count) / Double(rawVerdicts) }

    init(verdicts: [NamedTally], gates: [NamedTally], signals: Int) {
        func count(_ outcome: Verdict.Outcome) -> Int { verdicts.first { $0.name == outcome.name }?.count ?? 0 }
        let early = [Verdict.Outcome.vetoed, .lowConfidence].map { NamedTally($0.name, count($0)) }
        rejected = early.filter { $0.count > 0 } + gates
        rawVerdicts = count(.passed) + early.reduce(0) { $0 + $1.count }
        self.signals = signals
    }
}
