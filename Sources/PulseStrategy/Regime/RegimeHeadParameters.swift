import PulseCore

/// What can be set of the head of regimes. What a regime is, is set in the section `regime`, for gates and head alike.
public struct RegimeHeadParameters: Hashable, Sendable {
    /// Candles for which a trend in force counts fully ...
    public var fresh = 24
    /// ... and from which on it counts least.
    public var old = 240
    /// Candles for which a break speaks for its side.
    public var breakLife = 12

    public init() {}

    mutating func read(_ reader: inout ConfigurationReader) {
        fresh = reader.integer("fresh", in: 1...1_000) ?? fresh
        old = reader.integer("old", in: 2...2_000) ?? old
        if old <= fresh { reader.fault("old", "is \(old), which is not more than 'fresh', \(fresh)") }
        breakLife = reader.integer("breakLife", in: 1...200) ?? breakLife
    }

    func describe() -> [SpecificationValue] {
        [
            SpecificationValue("heads.regime.fresh", fresh), SpecificationValue("heads.regime.old", old),
            SpecificationValue("heads.regime.breakLife", breakLife),
        ]
    }
}
