import PulseAnalytics
import Testing

/// Headlines whose sense nobody disputes, and texts that are no headlines.
@Suite struct HeadlineScorerTests {
    enum Sense: Sendable { case good, bad, neither }

    static let headlines: [(String, Sense)] = [
        ("SEC approves spot bitcoin ETF", .good),
        ("Bitcoin surges to all-time high", .good),
        ("Ethereum rallies 12% as ETF inflows hit record", .good),
        ("MicroStrategy buys bitcoin worth $500 million", .good),
        ("Visa partners with Solana for stablecoin settlement", .good),
        ("Coinbase to list new token", .good),
        ("Fed cuts rates by 50 basis points", .good),
        ("Inflation falls to lowest since 2021", .good),
        ("Judge drops case against Ripple", .good),
        ("Exchange resumes withdrawals after maintenance", .good),
        ("El Salvador makes bitcoin legal tender", .good),
        ("Whales accumulate bitcoin at fastest pace in a year", .good),
        ("Ban lifted: Thailand welcomes crypto exchanges", .good),
        ("Short squeeze sends bitcoin soaring", .good),
        ("Outflows slow as investors buy the dip", .good),
        ("Regulators will not ban bitcoin", .good),
        ("Exchange hacked, $200 million stolen", .bad),
        ("FTX files for bankruptcy", .bad),
        ("SEC sues Binance and its founder", .bad),
        ("China bans crypto mining", .bad),
        ("Bitcoin plunges below $30,000", .bad),
        ("Stablecoin loses peg amid panic selling", .bad),
        ("$1 billion liquidated as bitcoin tumbles", .bad),
        ("Fed hikes rates again", .bad),
        ("Inflation rises more than forecast", .bad),
        ("Binance to delist Monero", .bad),
        ("Developer arrested for money laundering", .bad),
        ("DeFi protocol drained in flash loan attack", .bad),
        ("Lender halts withdrawals", .bad),
        ("Solana network outage enters fifth hour", .bad),
        ("ETF decision delayed again", .bad),
        ("Token crashes 80% in suspected rug pull", .bad),
        ("Bitcoin fails to recover", .bad),
        ("Spot ETF not approved", .bad),
        ("Recession fears grow", .bad),
        ("Whales dump ether on exchanges", .bad),
        ("Bitcoin trades at $42,000 on Tuesday", .neither),
        ("Conference opens in Lisbon", .neither),
        ("The weather in Paris", .neither),
        ("What is a blockchain?", .neither),
    ]

    @Test(arguments: headlines)
    func clearCases(headline: String, sense: Sense) {
        let found = HeadlineScorer.score(headline)
        let matches = found.matches.map { "\($0.text) \($0.valence)" }
        switch sense {
        case .good: #expect(found.score >= 0.2 && found.confidence > 0.2, "\(found.score) \(matches)")
        case .bad: #expect(found.score <= -0.2 && found.confidence > 0.2, "\(found.score) \(matches)")
        case .neither: #expect(abs(found.score) < 0.15, "\(found.score) \(matches)")
        }
    }

    @Test func aListOfThisSize() {
        #expect(HeadlineScorer.vocabulary >= 500)
    }

    @Test func negationTurnsAndWeakens() {
        let hack = HeadlineScorer.score("Exchange confirms hack").score
        let denied = HeadlineScorer.score("Exchange denies hack").score
        #expect(hack < -0.4 && denied > 0 && denied < -hack)
        #expect(HeadlineScorer.score("No hack, no fraud").score > 0)
        #expect(HeadlineScorer.score("Bitcoin isn’t dead").score > 0)
        #expect(HeadlineScorer.score("Bitcoin isn't crashing").score == HeadlineScorer.score("Bitcoin isn’t crashing").score)
        // Beyond a comma the negation ends.
        #expect(HeadlineScorer.score("Not today, hack drains exchange").score < -0.4)
    }

    @Test func degreesScale() {
        func score(_ text: String) -> Double { HeadlineScorer.score(text).score }
        #expect(score("massive gains") > score("gains"))
        #expect(score("slight gains") < score("gains") && score("slight gains") > 0)
        #expect(score("bitcoin drops sharply") < score("bitcoin drops"))
        #expect(score("bitcoin soars!!!") > score("bitcoin soars"))
        #expect(score("bitcoin soars!!!") == score("bitcoin soars!!!!!!!!!"))
        #expect(score("bitcoin SOARS today") > score("bitcoin soars today"))
        #expect(score("BITCOIN SOARS TODAY") == score("bitcoin soars today"))
        #expect(score("bitcoin could soar") < score("bitcoin will soar"))
        #expect(score("will bitcoin soar?") < score("bitcoin will soar"))
    }

    @Test func whatFollowsButCountsMore() {
        let good = HeadlineScorer.score("Bitcoin crashes but recovers to new high").score
        let bad = HeadlineScorer.score("Bitcoin recovers to new high but crashes").score
        #expect(good > 0.2 && bad < -0.2)
        #expect(HeadlineScorer.score("Despite crackdown, bitcoin rallies").score > 0.2)
    }

    @Test func disagreementLowersConfidence() {
        let agreeing = HeadlineScorer.score("Bitcoin surges, gains widen")
        let mixed = HeadlineScorer.score("Bitcoin surges, losses widen")
        #expect(agreeing.confidence > mixed.confidence)
        #expect(HeadlineScorer.score("rallies gains surge profits boom").confidence <= 0.9)
        let nothing = HeadlineScorer.score("Hello world")
        #expect(nothing.confidence == 0 && nothing.weight == 0 && nothing.matches.isEmpty)
    }

    @Test func impactIsSourceTimesEvent() {
        let hack = HeadlineScorer.score("Exchange hacked", source: "Reuters")
        #expect(hack.event == .hack && hack.impact == 0.95)
        #expect(HeadlineScorer.score("Exchange hacked", source: "https://www.reuters.com/markets").impact == 0.95)
        #expect(HeadlineScorer.score("Exchange hacked", source: "reddit").impact == 0.3)
        #expect(HeadlineScorer.score("Exchange hacked", source: "somebody").impact == 0.6)
        #expect(HeadlineScorer.score("Conference opens").impact == 0.18)
        #expect(HeadlineScorer.score("SEC approves spot ETF").event == .etf)
        // Two events: the weightier one, wherever it stands.
        #expect(HeadlineScorer.score("Upgrade launches after hack").event == .hack)
    }

    @Test func wordsAreNotFoundInsideOthers() {
        for text in [
            "hackathon opens", "World Bank opens", "Unregistered securities", "Against the wind", "Airdrops", "Bearing gifts", "Issue 7",
        ] {
            #expect(HeadlineScorer.score(text).score >= 0, "\(text)")
        }
    }

    @Test func strangeTextsAreBoundedAndHarmless() {
        #expect(HeadlineScorer.score("").score == 0)
        #expect(HeadlineScorer.score(" \n\t!?!...").matches.isEmpty)
        #expect(HeadlineScorer.score("比特币暴跌 биткоин рухнул 🧨").confidence == 0)
        #expect(HeadlineScorer.score("🚀🚀 to the moon").score > 0)
        #expect(HeadlineScorer.score("BTC +12%").score > 0 && HeadlineScorer.score("BTC −12.5%").score < 0)
        #expect(HeadlineScorer.score("BÏTCÖIN ﬁnancial \u{0} \u{FFFD} \u{202E} surges").score > 0)
        let long = HeadlineScorer.score(String(repeating: "crash ", count: 200_000))
        #expect(long.isCut && long.score > -1.0001 && long.score < -0.9 && long.matches.count < 1_000)
        let single = HeadlineScorer.score(String(repeating: "a", count: 1_000_000))
        #expect(single.isCut && single.score == 0)
        #expect(HeadlineScorer.score(String(repeating: "e\u{301}", count: 10_000)).score == 0)
    }
}
