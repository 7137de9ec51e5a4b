import PulseAnalytics
import PulseCore

/// The head of volume: who buys and sells, from volume delta, money flow and the volume profile.
///
/// Nine opinions from 0 (distribution) to 1 (accumulation) are mixed by fixed weights; an opinion that cannot be had (a session's mean
/// price on daily candles, the takers' share where the source does not say) is left out and the rest weighs more. A fresh divergence of
/// price and volume delta raises the confidence of a vote that it agrees with and lowers that of one that it opposes.
///
/// Volume delta is 2 takerBuyVolume - volume where the takers' volume is known, else the volume times where the close lies in its candle,
/// from -1 to +1.
public struct VolumeHead: Head {
    public let id = HeadID.volume
    public let warmup = 100
    public let parameters: VolumeParameters

    private let threshold: Score
    private var inputs = VolumeInputs()
    private var divergences = DivergenceDetector()
    private var profile = VolumeProfile()
    private var trailing = TrailingColumns(columns: 4, past: NormalizedSlope.lookback)

    public init(_ parameters: VolumeParameters = VolumeParameters()) {
        self.parameters = parameters
        threshold = Score(parameters.threshold)
    }

    public mutating func advance(_ frame: HeadFrame, into votes: UnsafeMutableBufferPointer<Vote>) {
        let count = frame.candles.count
        guard count > 0 else { return }
        withUnsafeTemporaryAllocation(of: Double.self, capacity: VolumeColumns.count * HeadFrame.maximumCount) { memory in
            guard let base = memory.baseAddress else { return }
            let columns = VolumeColumns(base: base)
            // Taken out, so that the columns can be lent while the rest of the head changes.
            var trailing = TrailingColumns.none
            swap(&trailing, &self.trailing)
            trailing.withBlock(count) { rows in
                inputs.process(frame, rows: rows, columns: columns)
                for position in 0..<count { votes[position] = vote(at: position, frame, rows, columns) }
            }
            swap(&trailing, &self.trailing)
        }
    }

    /// Weights of the nine opinions.
    enum Weight {
        static let delta = 0.20
        static let balance = 0.15
        static let meanPrice = 0.15
        static let profile = 0.12
        static let moneyFlow = 0.10
        static let accumulation = 0.10
        static let force = 0.08
        static let ease = 0.05
        static let takers = 0.05
        /// All but those that may be missing.
        static let always = delta + balance + profile + moneyFlow + accumulation + force + ease
    }

    @inline(__always)
    private mutating func vote(at position: Int, _ frame: HeadFrame, _ rows: TrailingColumns.Rows, _ columns: VolumeColumns) -> Vote {
        let candles = frame.candles
        let index = frame.firstIndex + position
        let range = frame.averageTrueRange[position]
        let close = candles.close[position]
        let highest = columns[.highest][position]
        let lowest = columns[.lowest][position]
        profile.advance(
            high: candles.high[position], low: candles.low[position], volume: candles.volume[position], highest: highest, lowest: lowest)
        divergences.advance(
            index, close: rows[VolumeInputs.Row.close] + position, delta: rows[VolumeInputs.Row.delta] + position, averageTrueRange: range,
            noise: columns[.deltaNoise][position])
        guard index >= warmup else { return .abstain(.warmup) }
        let total = columns[.profileVolume][position]
        // NaN and no volume for twenty candles are both false.
        guard range > 0, frame.volumeRatio[position] >= 0, total > 0 else { return .abstain(.unusable) }

        let trend = columns[.deltaSlope][position]
        let delta = trend > 1 ? 0.75 : trend < -1 ? 0.25 : 0.5
        let accumulation = Self.accumulation(columns[.accumulationSlope][position], move: columns[.move][position])
        let place = placeOpinion(close: close, range: range, isRising: frame.volumeRatio[position] > 1, total: total)
        let opinions = SIMD8<Double>(
            delta, columns[.balance][position], place, columns[.moneyFlow][position], accumulation, columns[.force][position],
            columns[.ease][position], 0.5)
        return mix(
            opinions, meanPrice: columns[.meanPrice][position], takers: columns[.takers][position], age: index - divergences.confirmation)
    }

    /// Accumulation .7 and distribution .3 by the slope of the accumulation/distribution line; half as far from the middle where the
    /// price has gone the other way.
    @inline(__always)
    private static func accumulation(_ slope: Double, move: Double) -> Double {
        let distance = slope > 1 ? 0.2 : slope < -1 ? -0.2 : 0
        return 0.5 + (distance * move < 0 ? distance / 2 : distance)
    }

    /// At a price of much volume nothing; at one of little, a move away from the point of control goes on if volume rises (.7 above it,
    /// .3 below), and is turned back if it does not.
    @inline(__always)
    private func placeOpinion(close: Double, range: Double, isRising: Bool, total: Double) -> Double {
        guard profile.isUsable, profile.place(of: close, within: 0.25 * range, total: total) == .lowVolume else { return 0.5 }
        let away = ScoreVote.above(close, profile.pointOfControl)
        let opinion = isRising ? away : 1 - away
        return 0.3 + 0.4 * opinion
    }

    /// In an order that is written down: the library's own sum does not promise one.
    @inline(__always)
    private static func sum(_ lanes: SIMD8<Double>) -> Double {
        let four = lanes.lowHalf + lanes.highHalf
        let two = four.lowHalf + four.highHalf
        return two.x + two.y
    }

    /// The vote of seven opinions (the eighth lane is not one) and two that may be NaN, which is none.
    @inline(__always)
    private func mix(_ opinions: SIMD8<Double>, meanPrice: Double, takers: Double, age: Int) -> Vote {
        let weights = SIMD8(
            Weight.delta, Weight.balance, Weight.profile, Weight.moneyFlow, Weight.accumulation, Weight.force, Weight.ease, 0)
        var total = Weight.always
        var distances = opinions - 0.5
        var sum = Self.sum(distances * weights)
        var plain = Self.sum(distances)
        distances *= distances
        var squares = Self.sum(distances)
        var number = 7.0
        if meanPrice == meanPrice {
            let distance = meanPrice - 0.5
            (total, sum, plain) = (total + Weight.meanPrice, sum + Weight.meanPrice * distance, plain + distance)
            (squares, number) = (squares + distance * distance, number + 1)
        }
        if takers == takers {
            let distance = takers - 0.5
            (total, sum, plain) = (total + Weight.takers, sum + Weight.takers * distance, plain + distance)
            (squares, number) = (squares + distance * distance, number + 1)
        }
        let score = 0.5 + sum / total
        let mean = plain / number
        let deviation = max(squares / number - mean * mean, 0).squareRoot()
        var confidence = ScoreVote.confidence(score: score, deviation: deviation)
        let isFresh = divergences.direction != .flat && age <= parameters.divergenceLife
        guard isFresh else { return ScoreVote.vote(score: score, threshold: threshold, confidence: confidence) }
        let side = ScoreVote.direction(of: score, threshold: threshold)
        guard side != .flat else { return ScoreVote.vote(score: score, threshold: threshold, confidence: confidence) }
        confidence += side == divergences.direction ? parameters.divergenceBonus : -parameters.divergenceBonus
        return ScoreVote.vote(score: score, threshold: threshold, confidence: min(max(confidence, 0), 1), evidenceAge: age)
    }
}
