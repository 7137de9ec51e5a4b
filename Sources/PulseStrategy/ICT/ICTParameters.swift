import PulseCore

/// What can be set of the ICT head. Ages are counted in candles.
public struct ICTParameters: Hashable, Sendable {
    /// The Asian range's first and last hour, UTC, of the same day.
    public var asianRangeStart = 0
    public var asianRangeEnd = 6
    /// Candles on each side of a swing.
    public var swingWing = 5
    /// Least fair value gap, as a fraction of the price; 0.15 average true ranges are needed in any case.
    public var minimumGap = 0.001
    /// How long a fair value gap, an order block and an impulse leg are watched.
    public var gapLife = 100
    public var blockLife = 200
    public var legLife = 100
    /// How long swings hold liquidity.
    public var levelLife = 100
    /// How long what has happened counts: a retest of a gap, a block or the optimal entry, a liquidity sweep, a Judas swing (on hourly
    /// candles a third).
    public var retestLife = 3
    public var sweepLife = 5
    public var judasLife = 12
    /// Whether the time of day changes confidences.
    public var usesSessions = true

    public init() {}

    mutating func read(_ reader: inout ConfigurationReader) {
        asianRangeStart = reader.integer("asianRangeStart", in: 0...23) ?? asianRangeStart
        asianRangeEnd = reader.integer("asianRangeEnd", in: 1...24) ?? asianRangeEnd
        if asianRangeStart >= asianRangeEnd {
            reader.fault(
                "asianRangeEnd", "must be later than asianRangeStart (\(asianRangeStart)), not \(asianRangeEnd)",
                hint: "both are hours of one UTC day")
        }
        swingWing = reader.integer("swingWing", in: 2...12) ?? swingWing
        minimumGap = reader.number("minimumGap", in: 0...0.1) ?? minimumGap
        gapLife = reader.integer("gapLife", in: 1...1_000) ?? gapLife
        blockLife = reader.integer("blockLife", in: 1...1_000) ?? blockLife
        legLife = reader.integer("legLife", in: 1...1_000) ?? legLife
        levelLife = reader.integer("levelLife", in: 6...1_000) ?? levelLife
        retestLife = reader.integer("retestLife", in: 0...50) ?? retestLife
        sweepLife = reader.integer("sweepLife", in: 0...50) ?? sweepLife
        judasLife = reader.integer("judasLife", in: 0...50) ?? judasLife
        usesSessions = reader.boolean("usesSessions") ?? usesSessions
    }

    func describe() -> [SpecificationValue] {
        [
            SpecificationValue("heads.ict.asianRangeStart", asianRangeStart), SpecificationValue("heads.ict.asianRangeEnd", asianRangeEnd),
            SpecificationValue("heads.ict.swingWing", swingWing), SpecificationValue("heads.ict.minimumGap", minimumGap),
            SpecificationValue("heads.ict.gapLife", gapLife), SpecificationValue("heads.ict.blockLife", blockLife),
            SpecificationValue("heads.ict.legLife", legLife), SpecificationValue("heads.ict.levelLife", levelLife),
            SpecificationValue("heads.ict.retestLife", retestLife), SpecificationValue("heads.ict.sweepLife", sweepLife),
            SpecificationValue("heads.ict.judasLife", judasLife), SpecificationValue("heads.ict.usesSessions", usesSessions),
        ]
    }
}
