import PulseCore

/// A fitted calibration as a value: its map, what it was fitted on, and how it did where it had not been fitted.
public struct ProbabilityCalibration: Hashable, Sendable {
    public var name: String
    public var map: CalibrationMap
    /// Digest of the decisions that it was fitted on: of `StrategySpecification.decisionForm`.
    public var decisions: String
    public var timeframe: Timeframe
    /// First and last instants whose candles, outcomes included, it was fitted on.
    public var fittedOn: TimeRange
    public var instruments: [InstrumentID]
    public var quality: CalibrationQuality
    /// SHA-256 of its file, in hexadecimal: what a run's identity holds.
    public var digest: String

    public init(
        name: String, map: CalibrationMap, decisions: String, timeframe: Timeframe, fittedOn: TimeRange, instruments: [InstrumentID],
        quality: CalibrationQuality, digest: String
    ) {
        self.name = name
        self.map = map
        self.decisions = decisions
        self.timeframe = timeframe
        self.fittedOn = fittedOn
        self.instruments = instruments
        self.quality = quality
        self.digest = digest
    }
}

extension StrategySpecification {
    /// What makes a verdict and what becomes of it, in a fixed order: the heads that vote, the consensus, the regime, stop, targets and
    /// expiry. Two strategies with the same form need the same calibration; names, gates, sizes, limits, costs and the timeframe are not in
    /// it.
    public var decisionForm: String {
        var values: [SpecificationValue] = []
        for head in consensus.weights.heads {
            values.append(SpecificationValue("heads.\(head.name).weight", consensus.weights[head]))
            values += heads.describe(head)
        }
        values += consensus.describe() + regime.describe()
        let outcome = ["risk.stop.", "risk.targets.", "risk.expiry.", "risk.minimumRewardToRisk"]
        values += risk.describe().filter { value in outcome.contains { value.key.hasPrefix($0) } }
        return "alphapulse.decisions.v1\n" + values.map { "\($0.key) = \(Self.escaped($0.value))\n" }.joined()
    }
}
