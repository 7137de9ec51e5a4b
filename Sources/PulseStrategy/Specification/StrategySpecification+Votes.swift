import PulseCore

extension StrategySpecification {
    /// What the votes of a head depend on beside the candles and side series: two strategies with the same text have the same votes of it.
    package func voteKey(of head: HeadID) -> String {
        Self.text([SpecificationValue("head", head.name)] + heads.describe(head) + regime.describe())
    }

    /// The same for what is decided at each candle beside votes: regimes, levels, ranges.
    package var frameKey: String { Self.text(regime.describe()) }

    private static func text(_ values: [SpecificationValue]) -> String { values.map { "\($0.key)=\($0.value)\n" }.joined() }
}
