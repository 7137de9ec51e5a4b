/// What a headline says for a market, as somebody scored it.
public struct HeadlineOpinion: Hashable, Sendable {
    /// -1 (bad for the price) to 1 (good).
    public var score: Double
    /// How sure the scorer is, 0 to 1; 0 where it understood nothing.
    public var confidence: Double
    /// How much such news from such a source moves, 0 to 1.
    public var impact: Double

    public init(score: Double, confidence: Double, impact: Double) {
        self.score = score
        self.confidence = confidence
        self.impact = impact
    }
}

/// Scores a headline of a source; the store knows no language, so whoever imports brings one.
public typealias HeadlineJudge = @Sendable (_ headline: String, _ source: String) -> HeadlineOpinion
