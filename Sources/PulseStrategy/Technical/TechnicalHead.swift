import PulseAnalytics
import PulseCore

/// The head of technical indicators: trend, momentum and volatility, each a score from 0 (bearish) to 1 (bullish), mixed into one.
///
/// It is confident where the three categories agree and the score is far from the middle. Everything is measured in units of the market
/// itself (average true ranges, percent), so that instruments and price levels compare.
public struct TechnicalHead: Head {
    public let id = HeadID.technical
    public let warmup = 120
    public let parameters: TechnicalParameters

    let mix: Mix
    private var fast = ExponentialMean(period: 12)
    private var slow = ExponentialMean(period: 26)
    private var middle = ExponentialMean(period: 20)
    private(set) var trend = TrendScore()
    private(set) var momentum = MomentumScore()
    private(set) var volatility = VolatilityScore()
    /// The latest candle, for evidence alone.
    private(set) var latest = (index: -1, range: Double.nan, trend: Double.nan, momentum: Double.nan, volatility: Double.nan)

    public init(_ parameters: TechnicalParameters = TechnicalParameters()) {
        self.parameters = parameters
        mix = Mix(parameters)
    }

    public mutating func advance(_ frame: HeadFrame, into votes: UnsafeMutableBufferPointer<Vote>) {
        let candles = frame.candles
        let count = candles.count
        precondition(count <= HeadFrame.maximumCount, "a head is given at most so many candles at a time")
        withUnsafeTemporaryAllocation(of: Double.self, capacity: TechnicalColumns.count * HeadFrame.maximumCount) { memory in
            guard let base = memory.baseAddress, count > 0 else { return }
            let columns = TechnicalColumns(base: base)
            fast.process(candles.close, count: count, into: columns[.mean12])
            slow.process(candles.close, count: count, into: columns[.mean26])
            middle.process(candles.close, count: count, into: columns[.mean20])
            trend.process(frame, columns)
            momentum.process(candles, columns)
            volatility.process(frame, columns)
            for position in 0..<count {
                let isWarm = frame.firstIndex + position >= warmup
                // Without a range there is nothing to measure by; false for NaN too.
                let isUsable = frame.averageTrueRange[position] > 0
                votes[position] =
                    isWarm
                    ? isUsable
                        ? mix.vote(
                            trend: columns[.trend][position], momentum: columns[.momentum][position],
                            volatility: columns[.volatility][position])
                        : .abstain(.unusable) : .abstain(.warmup)
            }
            let last = count - 1
            latest = (
                frame.firstIndex + last, frame.averageTrueRange[last], columns[.trend][last], columns[.momentum][last],
                columns[.volatility][last]
            )
        }
    }

    /// How the categories' scores become one, and a vote.
    package struct Mix: Sendable {
        /// Shares of the categories.
        let trend: Double
        let momentum: Double
        let volatility: Double
        private let threshold: Score

        package init(_ parameters: TechnicalParameters) {
            let sum = parameters.trend + parameters.momentum + parameters.volatility
            precondition(sum > 0, "some category counts")
            trend = parameters.trend / sum
            momentum = parameters.momentum / sum
            volatility = parameters.volatility / sum
            threshold = Score(parameters.threshold)
        }

        /// The score: the weighted mean of the categories.
        @inline(__always)
        package func score(trend: Double, momentum: Double, volatility: Double) -> Double {
            // By distances from the middle, so that mirrored scores mix to the mirrored score.
            0.5 + (self.trend * (trend - 0.5) + self.momentum * (momentum - 0.5) + self.volatility * (volatility - 0.5))
        }

        /// The confidence: 60 % for the agreement of the categories (population standard deviation), 40 % for the score's distance from
        /// the middle.
        @inline(__always)
        package func confidence(trend: Double, momentum: Double, volatility: Double) -> Double {
            ScoreVote.confidence(
                score: score(trend: trend, momentum: momentum, volatility: volatility),
                deviation: deviation(trend: trend, momentum: momentum, volatility: volatility))
        }

        /// How far the categories differ: their population standard deviation, at most one half.
        @inline(__always)
        func deviation(trend: Double, momentum: Double, volatility: Double) -> Double {
            let (a, b, c) = (trend - 0.5, momentum - 0.5, volatility - 0.5)
            let mean = (a + b + c) * (1.0 / 3)
            let variance = ((a - mean) * (a - mean) + (b - mean) * (b - mean) + (c - mean) * (c - mean)) * (1.0 / 3)
            return variance.squareRoot()
        }

        @inline(__always)
        package func vote(trend: Double, momentum: Double, volatility: Double) -> Vote {
            ScoreVote.vote(
                ScoreVote.Stance(score(trend: trend, momentum: momentum, volatility: volatility), threshold: threshold),
                confidence: confidence(trend: trend, momentum: momentum, volatility: volatility))
        }
    }
}
