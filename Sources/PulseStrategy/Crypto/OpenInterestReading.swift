import PulseCore

/// Open interest's change over 24 hours against the price's, each in standard deviations of its last 30 days.
///
/// More open interest with a move is money that backs it: with the move. Open interest that collapses within three days of a spike is a
/// crowd that was thrown out: against the move. Both are read at the closes of whole hours (of candles, where those are longer), since a
/// price belongs to each value; what became known before the first candle has none.
package struct OpenInterestReading: Sendable {
    static let moved = 1.0
    static let unusual = 2.0
    static let windowDays = 30
    /// Days of changes before they can be judged.
    static let leastDays = 7
    /// Days for which a spike is remembered.
    static let spikeDays = 3
    private static let hour: Int64 = 3_600_000

    /// What was known at the end of a step; NaN where it was not.
    private struct Sample: Sendable {
        var interest = Double.nan
        var price = Double.nan
    }

    /// Milliseconds between samples, and samples of 24 hours; 0 of them where a candle is longer than that.
    private let step: Int64
    private let dayLength: Int
    /// The last 24 hours and one step, in turn; the latest at `place`.
    private var ring: [Sample]
    private var place = 0
    /// Steps since the first sample, and when the next begins.
    private var present: Int64 = 0
    private var nextSample = Int64.min
    private var interestChanges: ObservationMoments
    private var priceChanges: ObservationMoments
    private var spike = Int64.min / 2
    private var interest = Double.nan

    package private(set) var knownAt = Int64.min / 2
    /// The two changes' distances from their means, in standard deviations, at the latest sample.
    package private(set) var interestDeviations = 0.0
    package private(set) var priceDeviations = 0.0
    /// Whether the latest sample and the one of 24 hours before are known, and enough before them.
    package private(set) var isReady = false
    package private(set) var side = 0

    package init(timeframe: Timeframe) {
        step = max(Self.hour, timeframe.milliseconds)
        dayLength = Int(Timestamp.day / step)
        ring = [Sample](repeating: Sample(), count: dayLength + 1)
        interestChanges = ObservationMoments(capacity: max(1, Self.windowDays * dayLength))
        priceChanges = ObservationMoments(capacity: max(1, Self.windowDays * dayLength))
    }

    package mutating func take(_ point: SidePoint) {
        guard point.value > 0, point.value < .infinity, dayLength > 0 else { return }
        knownAt = point.knownAt
        interest = point.value
    }

    /// Ends a candle. `life` is how long, in milliseconds, a value counts.
    @inline(__always)
    package mutating func close(at instant: Int64, price: Double, life: Int64) {
        // Nothing to do until there is any open interest at all.
        if instant >= nextSample, !interest.isNaN { sample(at: instant, price: price, life: life) }
    }

    private mutating func sample(at instant: Int64, price: Double, life: Int64) {
        moveTo(instant)
        let sample = Sample(interest: instant &- knownAt <= life ? interest : .nan, price: price)
        ring[place] = sample
        // The oldest of 24 hours and one step is the next to be overwritten.
        let before = ring[place + 1 < ring.count ? place + 1 : 0]
        let interestChange = sample.interest / before.interest - 1
        let priceChange = sample.price - before.price
        isReady = false
        guard interestChange.isFinite, priceChange.isFinite else { return }
        interestChanges.add(interestChange)
        priceChanges.add(priceChange)
        guard interestChanges.count >= Self.leastDays * dayLength else { return }
        isReady = true
        interestDeviations = interestChanges.deviations(of: interestChange)
        priceDeviations = priceChanges.deviations(of: priceChange)
        judge()
    }

    private mutating func judge() {
        let move = priceDeviations > Self.moved ? 1 : priceDeviations < -Self.moved ? -1 : 0
        side = 0
        if interestDeviations > Self.moved {
            side = move
        } else if interestDeviations < -Self.unusual, present &- spike <= Int64(Self.spikeDays * dayLength) {
            side = -move
        }
        if interestDeviations > Self.unusual { spike = present }
    }

    /// Goes on to the step of an instant. Steps without a candle are unknown; after a day of them nothing is left of what was before.
    private mutating func moveTo(_ instant: Int64) {
        if instant &- nextSample >= step || nextSample == Int64.min {
            let begin = instant.floored(toMultipleOf: step)
            let missed = nextSample == Int64.min ? 0 : (begin - nextSample) / step
            for _ in 0..<min(missed, Int64(ring.count)) {
                place = place + 1 < ring.count ? place + 1 : 0
                ring[place] = Sample()
            }
            present += missed
            nextSample = begin
        }
        place = place + 1 < ring.count ? place + 1 : 0
        present += 1
        nextSample += step
    }
}
