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
    private(set) var profile = TrailingProfile()
    private var trailing = TrailingColumns(columns: 4, past: NormalizedSlope.lookback)
    private(set) var latest = Readings()

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
                for position in 0..<count { follow(position, frame, rows, columns) }
                OpinionMix.process(columns, count: count)
                // As locals: a call on the head itself, in here, would copy it.
                let (threshold, bonus, warmup) = (threshold, parameters.divergenceBonus, warmup)
                for position in 0..<count {
                    votes[position] =
                        frame.firstIndex + position < warmup
                        ? .abstain(.warmup) : Self.vote(at: position, frame, columns, threshold: threshold, divergenceBonus: bonus)
                }
            }
            swap(&trailing, &self.trailing)
            latest = Readings(frame, columns, at: count - 1)
        }
    }

    /// What has to be done candle by candle: the volume profile and the divergences.
    @inline(__always)
    private mutating func follow(_ position: Int, _ frame: HeadFrame, _ rows: TrailingColumns.Rows, _ columns: VolumeColumns) {
        let candles = frame.candles
        let index = frame.firstIndex + position
        let range = frame.averageTrueRange[position]
        profile.advance(
            high: candles.high[position], low: candles.low[position], volume: candles.volume[position],
            highest: columns[.highest][position], lowest: columns[.lowest][position])
        divergences.advance(
            index, close: rows[VolumeInputs.Row.close] + position, delta: rows[VolumeInputs.Row.delta] + position, averageTrueRange: range,
            noise: columns[.deltaNoise][position])
        let age = index - divergences.confirmation
        columns[.divergence][position] = age <= parameters.divergenceLife ? Double(divergences.direction.sign) : 0
        columns[.divergenceAge][position] = Double(age)
        columns[.place][position] =
            index < warmup
            ? 0.5
            : profile.opinion(
                on: candles.close[position], within: 0.25 * range, isRising: frame.volumeRatio[position] > 1,
                total: columns[.profileVolume][position])
    }

    @inline(__always)
    private static func vote(
        at position: Int, _ frame: HeadFrame, _ columns: VolumeColumns, threshold: Score, divergenceBonus: Double
    ) -> Vote {
        // NaN and no volume for twenty candles are both false.
        guard frame.averageTrueRange[position] > 0, frame.volumeRatio[position] >= 0 else { return .abstain(.unusable) }
        let score = columns[.score][position]
        let confidence = ScoreVote.confidence(
            score: 0.5 + columns[.distance][position], deviation: columns[.deviation][position])
        let stance = ScoreVote.Stance(score, threshold: threshold)
        // 0 where there is no fresh divergence; its age counts only where there is one.
        let divergence = columns[.divergence][position]
        let bonus = Double(stance.direction.sign) * divergence * divergenceBonus
        return ScoreVote.vote(
            stance, confidence: min(max(confidence + bonus, 0), 1),
            evidenceAge: divergence != 0 ? Int(columns[.divergenceAge][position]) : 0)
    }
}
