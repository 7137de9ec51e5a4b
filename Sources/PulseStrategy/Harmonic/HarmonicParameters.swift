import PulseCore

/// What can be set of the head of harmonic patterns.
public struct HarmonicParameters: Hashable, Sendable {
    /// How far ratios may lie from the table.
    public var tolerance = HarmonicTolerance.standard
    /// The least reversal that makes a turning point, as a fraction of the price.
    public var minimumReversal = 0.01
    /// Longest leg over shortest, in candles.
    public var legBalance = 3.0
    /// Candles for which a pattern speaks at most.
    public var maximumLife = 48

    public init() {}

    mutating func read(_ reader: inout ConfigurationReader) {
        let choices = HarmonicTolerance.allCases.map(\.rawValue)
        tolerance = reader.choice("tolerance", of: choices).flatMap(HarmonicTolerance.init) ?? tolerance
        minimumReversal = reader.number("minimumReversal", in: 0...0.2) ?? minimumReversal
        legBalance = reader.number("legBalance", in: 1...50) ?? legBalance
        maximumLife = reader.integer("maximumLife", in: CompletedPattern.leastLife...500) ?? maximumLife
    }

    func describe() -> [SpecificationValue] {
        [
            SpecificationValue("heads.harmonic.tolerance", tolerance.rawValue),
            SpecificationValue("heads.harmonic.minimumReversal", minimumReversal),
            SpecificationValue("heads.harmonic.legBalance", legBalance),
            SpecificationValue("heads.harmonic.maximumLife", maximumLife),
        ]
    }
}
