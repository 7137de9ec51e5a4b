import PulseCore

/// What can be set of the volume head.
public struct VolumeParameters: Hashable, Sendable {
    /// It votes long from this score on, and short from 1 minus this score down.
    public var threshold = 0.55
    /// What an active divergence adds to the confidence of a vote that it agrees with, or takes from one that it opposes.
    public var divergenceBonus = 0.15
    /// Candles after its confirmation for which a divergence counts.
    public var divergenceLife = 20

    public init() {}

    mutating func read(_ reader: inout ConfigurationReader) {
        threshold = reader.number("threshold", in: 0.501...1) ?? threshold
        divergenceBonus = reader.number("divergenceBonus", in: 0...0.5) ?? divergenceBonus
        divergenceLife = reader.integer("divergenceLife", in: 1...200) ?? divergenceLife
    }

    func describe() -> [SpecificationValue] {
        [
            SpecificationValue("heads.volume.threshold", threshold), SpecificationValue("heads.volume.divergenceBonus", divergenceBonus),
            SpecificationValue("heads.volume.divergenceLife", divergenceLife),
        ]
    }
}
