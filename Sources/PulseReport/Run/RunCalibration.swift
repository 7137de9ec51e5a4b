import PulseCore

/// What calibrated the consensus probability of a run: how often verdicts of a raw probability reached their first target before their
/// stop.
public struct RunCalibration: Hashable, Sendable, Codable {
    /// How probabilities did on outcomes that they had not been fitted on.
    public struct Scores: Hashable, Sendable, Codable {
        public var brier: Double
        public var logLoss: Double
        public var calibrationError: Double

        public init(brier: Double, logLoss: Double, calibrationError: Double) {
            self.brier = brier
            self.logLoss = logLoss
            self.calibrationError = calibrationError
        }
    }

    public var name: String
    /// `isotonic` or `platt`.
    public var method: String
    /// Hash of its file, in hexadecimal.
    public var digest: String
    @ISOTime public var fittedFrom: Timestamp
    @ISOTime public var fittedTo: Timestamp
    public var outcomes: Int
    /// Share of them that reached the target.
    public var hitRate: Double
    public var calibrated: Scores
    public var baseRate: Scores
    public var raw: Scores

    public init(
        name: String, method: String, digest: String, fittedFrom: Timestamp, fittedTo: Timestamp, outcomes: Int, hitRate: Double,
        calibrated: Scores, baseRate: Scores, raw: Scores
    ) {
        self.name = name
        self.method = method
        self.digest = digest
        _fittedFrom = ISOTime(wrappedValue: fittedFrom)
        _fittedTo = ISOTime(wrappedValue: fittedTo)
        self.outcomes = outcomes
        self.hitRate = hitRate
        self.calibrated = calibrated
        self.baseRate = baseRate
        self.raw = raw
    }
}
