import PulseCore

/// The head of sentiment: it sides with what scored items (headlines, posts, a provider's scores) say in the mean, the latest the most.
///
/// Where no item is fresh, the fear & greed index speaks in its place; where that is missing or old too, the head abstains. It does not
/// look at the candles but for their time: an item counts from the first close at which it is known.
public struct SentimentHead: Head {
    public let id = HeadID.sentiment
    public let warmup = 0
    public let parameters: SentimentParameters

    private let itemLife: Int64
    private let indexLife: Int64
    private var opinion: DecayingOpinion
    /// The latest value of the fear & greed index, and when it became known.
    private var index = 50.0
    private var indexKnownAt = Int64.min / 2
    /// What the items and the index say, until the next of them.
    private var itemVote = Vote.abstain(.missingInput)
    private var indexVote = Vote.abstain(.missingInput)
    /// Close and length of the latest candle.
    private var latestClose = Int64.min / 2
    private var length: Int64 = 1

    public init(_ parameters: SentimentParameters = SentimentParameters()) {
        self.parameters = parameters
        itemLife = Int64(parameters.maximumAge * 3_600_000)
        indexLife = parameters.fearGreed == .ignored ? -1 : Int64(parameters.fearGreedMaximumAge * 3_600_000)
        opinion = DecayingOpinion(halfLife: parameters.halfLife)
    }

    public mutating func advance(_ frame: HeadFrame, into votes: UnsafeMutableBufferPointer<Vote>) {
        let candles = frame.candles
        let length = frame.timeframe.milliseconds
        self.length = length
        var items = SideQueue(frame.side.points(.sentiment))
        var indices = SideQueue(frame.side.points(.fearGreed))
        for position in 0..<candles.count {
            let close = candles.openTime[position] + length
            takeItems(&items, until: close)
            while let point = indices.take(until: close) { takeIndex(point) }
            if isFresh(opinion.knownAt, itemLife, at: close) {
                votes[position] = Self.aged(itemVote, close - opinion.knownAt, length)
            } else if isFresh(indexKnownAt, indexLife, at: close) {
                votes[position] = Self.aged(indexVote, close - indexKnownAt, length)
            } else {
                votes[position] = .abstain(.missingInput)
            }
        }
        if candles.count > 0 { latestClose = candles.openTime[candles.count - 1] + length }
    }

    /// Long above the threshold, short below minus it: p = min(.9, .5 + .4 |s|), c = q; else flat.
    package static func vote(score: Double, confidence: Double, threshold: Double) -> Vote {
        guard abs(score) > threshold else { return .flat(confidence: Score(confidence)) }
        return Vote(score > 0 ? .long : .short, probability: Score(min(0.9, 0.5 + 0.4 * abs(score))), confidence: Score(confidence))
    }

    @inline(__always)
    private mutating func takeItems(_ items: inout SideQueue, until close: Int64) {
        var hasNew = false
        while let item = items.take(until: close) {
            opinion.take(item)
            hasNew = true
        }
        if hasNew {
            itemVote = Self.vote(score: opinion.mean, confidence: opinion.confidence, threshold: parameters.threshold)
        }
    }

    private mutating func takeIndex(_ point: SidePoint) {
        guard point.value >= 0, point.value <= 100 else { return }
        index = point.value
        indexKnownAt = point.knownAt
        let said = parameters.fearGreed.opinion(of: index)
        indexVote = Self.vote(score: said.score, confidence: said.confidence, threshold: parameters.threshold)
    }

    /// At the very age it still counts.
    @inline(__always)
    private func isFresh(_ knownAt: Int64, _ life: Int64, at close: Int64) -> Bool { close &- knownAt <= life }

    /// The same vote with the candles since what it rests on became known.
    @inline(__always)
    private static func aged(_ vote: Vote, _ age: Int64, _ length: Int64) -> Vote {
        guard vote.direction != .flat, age >= length else { return vote }
        // As numbers: both are far below 2^53, and so is a remainder from being rounded away; the division is several times as fast.
        let candles = Int(Double(age) / Double(length))
        return Vote(vote.direction, probability: vote.probability, confidence: vote.confidence, evidenceAge: candles)
    }

    /// The items' mean, or the index, whichever the vote rests on.
    public var evidence: [Evidence] {
        let hasItems = isFresh(opinion.knownAt, itemLife, at: latestClose)
        guard hasItems || isFresh(indexKnownAt, indexLife, at: latestClose) else { return [] }
        func hundredths(_ value: Double) -> Double { (value * 100).rounded() / 100 }
        guard hasItems else {
            return [
                Evidence(
                    "fear & greed index", side: indexVote.direction, strength: abs(index - 50) / 50,
                    age: Int((latestClose - indexKnownAt) / length),
                    detail: "\(hundredths(index)), \(FearGreedReading.band(of: index)), read as \(parameters.fearGreed.rawValue)")
            ]
        }
        let detail =
            "mean \(hundredths(opinion.mean)), dispersion \(hundredths(opinion.dispersion)), "
            + "as much as \(hundredths(opinion.effectiveCount)) items"
        return [
            Evidence(
                "sentiment items", side: itemVote.direction, strength: abs(opinion.mean),
                age: Int((latestClose - opinion.knownAt) / length), detail: detail)
        ]
    }
}
