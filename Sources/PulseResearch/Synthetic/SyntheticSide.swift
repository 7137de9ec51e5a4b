import PulseAnalytics
import PulseCore
import PulseStore

/// Side series of a synthetic market: weakly bound to its moves and regimes, with the times at which each observation would have become
/// known.
///
/// What is observed at an instant is made from candles that had closed by then, and every kind has a stream of random numbers of its own:
/// the first days of a long market have the observations of a short one. The same seed gives the same bits on any machine.
///
/// - funding every 8 hours around .01 %, higher after rises; known at the settlement; - open interest and long/short ratio every 5
/// minutes (or candle, if that is longer): interest grows in trends and is flushed out of breakouts,
///   the crowd leans against the trend; known 5 minutes later;
/// - premium of the same spans, known at their close;
/// - fear & greed, a whole number a day at 00:00 UTC, that follows the moves of weeks;
/// - news of about two hours in three, scored by the lexicon; known when published.
public struct SyntheticSide: Sendable {
    /// The most observations of one kind (P9).
    public static let maximumPoints = CandleStore.maximumSidePoints

    public private(set) var fundingRate: [SideObservation] = []
    public private(set) var openInterest: [SideObservation] = []
    public private(set) var longShortRatio: [SideObservation] = []
    public private(set) var premiumIndex: [SideObservation] = []
    public private(set) var fearGreed: [SideObservation] = []
    public private(set) var headlines: [SyntheticHeadline] = []

    private var mood: SyntheticMood
    private var walks: [SyntheticWalk]
    private var newsroom: SyntheticNewsroom
    private let step: Int64
    private var interest = 80_000.0
    /// Next instants at which something is observed: settlement, snapshot, day, hour.
    private var next: (funding: Int64, snapshot: Int64, day: Int64, hour: Int64)

    /// The side series of a market from its first candle to its last.
    ///
    /// Throws `usage` where they would be too many.
    /// - Parameter coin: how headlines call it.
    public init(_ market: SyntheticCandles, timeframe: Timeframe, coin: String, seed: UInt64) throws(PulseError) {
        step = max(300_000, timeframe.milliseconds)
        mood = SyntheticMood(timeframe)
        walks = (0..<5).map { SyntheticWalk(seed: seed &+ 0x51DE_0000 &+ UInt64($0)) }
        newsroom = SyntheticNewsroom(coin: coin, seed: seed &+ 0x0E35_0000)
        let times = market.columns.openTime
        let first = times.first ?? 0
        let end = (times.last ?? 0) + timeframe.milliseconds
        guard (end - first) / min(step, 3_600_000) < Self.maximumPoints else {
            throw PulseError(.usage, "side series of so long a market have more than \(Self.maximumPoints) observations")
        }
        func after(_ length: Int64) -> Int64 { (first + length - 1).floored(toMultipleOf: length) }
        next = (after(8 * 3_600_000), after(step), after(Timestamp.day), after(3_600_000))
        for index in times.indices {
            observe(until: times[index])
            mood.take(close: market.columns.close[index], open: market.columns.open[index], market.regimes[index])
        }
        if !times.isEmpty { observe(until: end) }
    }

    /// The series by kind, the news scored; kinds in their fixed order.
    public var series: [(kind: SideKind, observations: [SideObservation])] {
        [
            (.fundingRate, fundingRate), (.openInterest, openInterest), (.longShortRatio, longShortRatio), (.premiumIndex, premiumIndex),
            (.fearGreed, fearGreed), (.sentiment, sentiment),
        ]
    }

    /// The news as the lexicon reads it.
    public var sentiment: [SideObservation] {
        headlines.map { headline in
            let found = HeadlineScorer.score(headline.text, source: headline.source)
            return SideObservation(
                published: headline.time, source: headline.source, headline: headline.text,
                HeadlineOpinion(score: found.score, confidence: found.confidence, impact: found.impact))
        }
    }

    /// Makes what is observed up to an instant, from what the candles so far have told.
    private mutating func observe(until end: Int64) {
        while next.funding <= end {
            let rate = 0.0001 + 0.00008 * mood.fast + 0.00008 * walks[0].next(keeping: 0.9)
            fundingRate.append(observation(next.funding, Self.rounded(min(max(rate, -0.003), 0.003), 1e8)))
            next.funding += 8 * 3_600_000
        }
        while next.snapshot <= end { snapshot() }
        while next.day <= end {
            let index = (50 + 14 * mood.slow + 8 * walks[3].next(keeping: 0.85)).rounded()
            fearGreed.append(observation(next.day, min(max(index, 3), 97)))
            next.day += Timestamp.day
        }
        while next.hour + 3_600_000 <= end {
            if let headline = newsroom.hour(from: Timestamp(milliseconds: next.hour), lean: mood.fast) { headlines.append(headline) }
            next.hour += 3_600_000
        }
    }

    private mutating func snapshot() {
        let hours = Double(step) / 3_600_000
        let noise = walks[1].next(keeping: 0.98)
        let pull = 0.01 * hours * (80_000 - interest) / 80_000
        interest *= 1 + min(max(pull + hours * (0.004 * mood.build + 0.002 * noise), -0.2), 0.2)
        openInterest.append(observation(next.snapshot, Self.rounded(interest, 1e3), delay: 300_000))
        let lean = 1.6 - 0.25 * mood.fast + 0.2 * walks[2].next(keeping: 0.995)
        longShortRatio.append(observation(next.snapshot, Self.rounded(min(max(lean, 0.3), 6), 1e4), delay: 300_000))
        let premium = 0.0001 + 0.0001 * mood.fast + 0.0002 * walks[4].next(keeping: 0.9)
        if next.snapshot >= step {
            premiumIndex.append(observation(next.snapshot - step, Self.rounded(min(max(premium, -0.01), 0.01), 1e8), delay: step))
        }
        next.snapshot += step
    }

    private func observation(_ event: Int64, _ value: Double, delay: Int64 = 0) -> SideObservation {
        SideObservation(eventTime: Timestamp(milliseconds: event), knownAt: Timestamp(milliseconds: event + delay), value: value)
    }

    private static func rounded(_ value: Double, _ grid: Double) -> Double { (value * grid).rounded() / grid }
}
