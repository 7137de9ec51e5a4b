import PulseCore

/// What calibrates the consensus probability of a strategy.
public struct CalibrationParameters: Hashable, Sendable {
    /// The name of the calibration, as `alphapulse calibrate --name` gave it; nil for none.
    public var name: String?
    /// The calibration itself, once whoever can read files has found it.
    public var calibration: ProbabilityCalibration?

    public init() {}

    /// Reads the section `calibration`.
    mutating func read(_ reader: inout ConfigurationReader) {
        let isThere = reader.keys.contains { $0.key == "name" }
        name = reader.string("name")
        if !isThere {
            reader.fault("name", "is missing", hint: "name what 'alphapulse calibrate' has made: 'name: nine-heads-1h'")
        }
    }

    func describe() -> [SpecificationValue] {
        guard let name else { return [] }
        return [SpecificationValue("calibration.name", name)]
            + (calibration.map { [SpecificationValue("calibration.digest", $0.digest)] } ?? [])
    }
}
