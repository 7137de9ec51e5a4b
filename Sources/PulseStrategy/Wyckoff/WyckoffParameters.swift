import PulseCore

/// What can be set of the Wyckoff head. Lengths are counted in candles.
public struct WyckoffParameters: Hashable, Sendable {
    /// How far back the move before a range is looked for.
    public var lookbackTrend = 40
    /// Its least size in average true ranges.
    public var minDrop = 6.0
    /// How long a range must have lasted before its last phase can begin, and how long it may last before strength shows; both from the
    /// climax.
    public var trMinBars = 20
    public var trMaxBars = 200

    public init() {}

    mutating func read(_ reader: inout ConfigurationReader) {
        lookbackTrend = reader.integer("lookbackTrend", in: 10...500) ?? lookbackTrend
        minDrop = reader.number("minDrop", in: 1...50) ?? minDrop
        trMinBars = reader.integer("trMinBars", in: 5...500) ?? trMinBars
        trMaxBars = reader.integer("trMaxBars", in: 20...2_000) ?? trMaxBars
        if trMinBars >= trMaxBars {
            reader.fault("trMaxBars", "must be more than trMinBars (\(trMinBars)), not \(trMaxBars)")
        }
    }

    func describe() -> [SpecificationValue] {
        [
            SpecificationValue("heads.wyckoff.lookbackTrend", lookbackTrend), SpecificationValue("heads.wyckoff.minDrop", minDrop),
            SpecificationValue("heads.wyckoff.trMinBars", trMinBars), SpecificationValue("heads.wyckoff.trMaxBars", trMaxBars),
        ]
    }
}
