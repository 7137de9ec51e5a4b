import PulseAnalytics
import PulseCore

/// The trend category of the technical head: nine indicators that are bullish (1), bearish (0) or neither.
struct TrendScore: Sendable {
    enum Weight {
        static let cross = 0.15
        static let means = 0.10
        static let convergence = 0.15
        static let direction = 0.12
        static let supertrend = 0.12
        static let hull = 0.10
        static let aroon = 0.10
        static let doubleMean = 0.08
        static let ichimoku = 0.08
        static let total = cross + means + convergence + direction + supertrend + hull + aroon + doubleMean + ichimoku
    }

    private var signal = ExponentialMean(period: 9)
    private var simpleMean50 = SimpleMean(period: 50)
    private var directional = AverageDirectionalIndex(period: 14)
    private var change9 = Change(period: 9)
    private var supertrend = Supertrend(period: 10, width: 3)
    private var hull = HullMean(period: 20)
    private var ageOfHigh = RollingAge(of: .maximum, period: 26)
    private var ageOfLow = RollingAge(of: .minimum, period: 26)
    private var twice20 = ExponentialMean(period: 20)
    private var highest26 = RollingMaximum(period: 26)
    private var lowest26 = RollingMinimum(period: 26)

    mutating func process(_ frame: HeadFrame, _ columns: TechnicalColumns) {
        let candles = frame.candles
        scoreMeans(candles, columns)
        scoreConvergence(frame, columns)
        scoreDirection(candles, columns)
        scoreFollowers(candles, columns)
        scoreExtremes(candles, columns)
        let score = columns[.trend]
        for index in 0..<candles.count { score[index] *= 1 / Weight.total }
    }

    /// EMA12 over EMA26; close over SMA20 over SMA50.
    private mutating func scoreMeans(_ candles: CandleBlock, _ columns: TechnicalColumns) {
        let mean50 = columns[.scratch0]
        simpleMean50.process(candles.close, count: candles.count, into: mean50)
        let (score, mean12, mean26, mean20) = (columns[.trend], columns[.mean12], columns[.mean26], columns[.simpleMean20])
        for index in 0..<candles.count {
            let close = candles.close[index]
            let upper = ScoreVote.above(close, mean20[index])
            let lower = ScoreVote.above(mean20[index], mean50[index])
            // Only where both agree; halves add up to one half, and so do opposites.
            let means = upper == lower ? upper : 0.5
            score[index] = Weight.cross * ScoreVote.above(mean12[index], mean26[index]) + Weight.means * means
        }
    }

    /// MACD histogram, in average true ranges, from -.5 to +.5: in price units it would be saturated for one instrument and nothing for
    /// another.
    private mutating func scoreConvergence(_ frame: HeadFrame, _ columns: TechnicalColumns) {
        let count = frame.candles.count
        let (score, line, smooth) = (columns[.trend], columns[.scratch0], columns[.scratch1])
        let (mean12, mean26) = (columns[.mean12], columns[.mean26])
        for index in 0..<count { line[index] = mean12[index] - mean26[index] }
        signal.process(line, count: count, into: smooth)
        let range = frame.averageTrueRange
        for index in 0..<count {
            score[index] += Weight.convergence * Opinion.centred((line[index] - smooth[index]) / range[index], reach: 0.5)
        }
    }

    /// The side of the last nine candles where the directional index is above 25.
    private mutating func scoreDirection(_ candles: CandleBlock, _ columns: TechnicalColumns) {
        let (index14, change) = (columns[.scratch0], columns[.scratch1])
        directional.process(candles, into: index14)
        change9.process(candles.close, count: candles.count, into: change)
        let score = columns[.trend]
        for index in 0..<candles.count {
            let side = ScoreVote.above(change[index], 0)
            score[index] += Weight.direction * (index14[index] > 25 ? side : 0.5)
        }
    }

    /// The close over supertrend, Hull's mean and the double exponential mean.
    private mutating func scoreFollowers(_ candles: CandleBlock, _ columns: TechnicalColumns) {
        let count = candles.count
        let (line, direction, hull20, twice) = (columns[.scratch0], columns[.scratch1], columns[.scratch2], columns[.scratch3])
        supertrend.process(candles, into: [line, direction])
        hull.process(candles.close, count: count, into: hull20)
        twice20.process(columns[.mean20], count: count, into: twice)
        let (score, once) = (columns[.trend], columns[.mean20])
        for index in 0..<count {
            let close = candles.close[index]
            let opinion =
                Weight.supertrend * ScoreVote.above(close, line[index]) + Weight.hull * ScoreVote.above(close, hull20[index])
            score[index] += opinion + Weight.doubleMean * ScoreVote.above(close, 2 * once[index] - twice[index])
        }
    }

    /// How long ago the extremes of 26 candles were (Aroon of 25), and the close over the middle between them (Ichimoku's base line).
    private mutating func scoreExtremes(_ candles: CandleBlock, _ columns: TechnicalColumns) {
        let count = candles.count
        let (sinceHigh, sinceLow, high, low) = (columns[.scratch0], columns[.scratch1], columns[.scratch2], columns[.scratch3])
        ageOfHigh.process(candles.high, count: count, into: sinceHigh)
        ageOfLow.process(candles.low, count: count, into: sinceLow)
        highest26.process(candles.high, count: count, into: high)
        lowest26.process(candles.low, count: count, into: low)
        let score = columns[.trend]
        for index in 0..<count {
            let aroon = 0.5 + (sinceLow[index] - sinceHigh[index]) * (0.5 / 25)
            let base = (high[index] + low[index]) * 0.5
            score[index] += Weight.aroon * aroon + Weight.ichimoku * ScoreVote.above(candles.close[index], base)
        }
    }
}
