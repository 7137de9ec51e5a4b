import PulseAnalytics
import PulseStore

/// The lexicon as the store's imports ask for it.
enum SideScoring {
    static let scorer: HeadlineJudge = { headline, source in
        let sentiment = HeadlineScorer.score(headline, source: source)
        return HeadlineOpinion(score: sentiment.score, confidence: sentiment.confidence, impact: sentiment.impact)
    }

    /// The weight that an imported headline gets.
    static func weight(_ sentiment: HeadlineSentiment) -> Double { (sentiment.weight * 10_000).rounded() / 10_000 }
}
