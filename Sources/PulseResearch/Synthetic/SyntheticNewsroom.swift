import PulseCore

/// Writes the headlines of a synthetic market: good ones more often when it rises, bad ones when it falls, and many that say nothing.
struct SyntheticNewsroom: Sendable {
    private var random: SplitMix64
    private let coin: String

    init(coin: String, seed: UInt64) {
        self.coin = coin
        random = SplitMix64(seed: seed)
    }

    /// The headline of the hour that starts at an instant, if there is one; `lean` is the mood, from about -3 to 3.
    mutating func hour(from start: Timestamp, lean: Double) -> SyntheticHeadline? {
        let isSilent = random.uniform() > 0.55 + 0.12 * min(abs(lean), 3)
        // The same number of draws in every hour, so that an hour's news does not depend on whether another had any.
        let delay = Int64(random.uniform() * 3_600) * 1_000
        let tone = random.uniform()
        let choice = random.uniform()
        let source = Self.sources[Int(random.uniform() * Double(Self.sources.count))]
        guard !isSilent else { return nil }
        let good = min(max(0.38 + 0.09 * lean, 0.1), 0.66)
        let list = tone < good ? Self.good : tone < 0.76 ? Self.bad : Self.neutral
        let text = list[Int(choice * Double(list.count))]
        return SyntheticHeadline(
            time: start.advanced(byMilliseconds: delay), source: source, text: text.map { $0 == "@" ? coin : String($0) }.joined())
    }

    private static let sources = ["reuters", "coindesk", "cointelegraph", "theblock", "newsbtc", "x", "reddit"]

    private static let good = [
        "@ surges as buyers return", "@ ETF inflows hit record", "Whales accumulate @", "Large bank partners with @ custodian",
        "Regulator approves @ fund", "@ rallies after upgrade goes live", "Exchange to list new @ pairs", "@ breaks out of its range",
        "Institutional demand for @ grows", "@ reaches new high", "Court dismisses lawsuit against @ exchange",
        "Payment giant integrates @",
    ]
    private static let bad = [
        "@ plunges as traders panic", "Exchange hacked, @ stolen", "Regulator sues @ lender", "@ tumbles, longs liquidated",
        "Whales dump @ on exchanges", "@ network outage halts transfers", "Lender suspends withdrawals", "Officials warn of @ risks",
        "@ ETF outflows continue", "@ drops below support", "Country considers ban on @ mining", "Fraud probe into @ fund widens",
    ]
    private static let neutral = [
        "@ little changed on Tuesday", "@ developers meet in Lisbon", "Five things to know about @ this week", "@ conference opens",
        "How @ custody works", "@ community call scheduled", "Interview: life on the @ desk", "Survey asks who owns @",
    ]
}
