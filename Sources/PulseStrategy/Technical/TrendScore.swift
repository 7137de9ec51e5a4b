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
    private var change9 = Change(period: 9)
    private var supertrend = Supertrend(period: 10, width: 3)
    private var hull = HullMean(period: 20)
    private var ageOfHigh = RollingAge(of: .maximum, period: 26)
    private var ageOfLow = RollingAge(of: .minimum, period: 26)
    private var twice20 = ExponentialMean(period: 20)
    private var highest26 = RollingMaximum(period: 26)
    private var lowest26 = RollingMinimum(period: 26)

    /// What the indicators stood at on the latest candle: copied once a block, read for evidence alone.
    struct Readings: Sendable {
        var close = Double.nan
        var mean12 = Double.nan
        var mean26 = Double.nan
        var mean20 = Double.nan
        var mean50 = Double.nan
        /// The line of the MACD, its signal, and the average true range.
        var line = Double.nan
        var smooth = Double.nan
        var range = Double.nan
        var directionalIndex = Double.nan
        var change9 = Double.nan
        var supertrend = Double.nan
        var hull = Double.nan
        var doubleMean = Double.nan
        var sinceHigh = Double.nan
        var sinceLow = Double.nan
        var base = Double.nan
    }

    private(set) var readings = Readings()

    mutating func process(_ frame: HeadFrame, _ columns: TechnicalColumns) {
        let candles = frame.candles
        scoreMeans(frame, columns)
        scoreConvergence(frame, columns)
        scoreDirection(frame, columns)
        scoreFollowers(candles, columns)
        scoreExtremes(candles, columns)
        let score = columns[.trend]
        for index in 0..<candles.count { score[index] *= 1 / Weight.total }
    }

    /// EMA12 over EMA26; close over SMA20 over SMA50.
    private mutating func scoreMeans(_ frame: HeadFrame, _ columns: TechnicalColumns) {
        let candles = frame.candles
        let mean50 = columns[.scratch0]
        simpleMean50.process(candles.close, count: candles.count, into: mean50)
        let (score, mean12, mean26, mean20) = (columns[.trend], columns[.mean12], columns[.mean26], frame.simpleMean20)
        for index in 0..<candles.count {
            let means = Self.order(candles.close[index], mean20[index], mean50[index])
            score[index] = Weight.cross * ScoreVote.above(mean12[index], mean26[index]) + Weight.means * means
        }
        let last = candles.count - 1
        (readings.close, readings.mean12, readings.mean26) = (candles.close[last], mean12[last], mean26[last])
        (readings.mean20, readings.mean50) = (mean20[last], mean50[last])
    }

    /// Close over the shorter mean over the longer one.
    @inline(__always)
    static func order(_ close: Double, _ mean20: Double, _ mean50: Double) -> Double {
        let upper = ScoreVote.above(close, mean20)
        let lower = ScoreVote.above(mean20, mean50)
        // Only where both agree; halves add up to one half, and so do opposites.
        return upper == lower ? upper : 0.5
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
        (readings.line, readings.smooth, readings.range) = (line[count - 1], smooth[count - 1], range[count - 1])
    }

    /// The side of the last nine candles where the directional index is above 25.
    private mutating func scoreDirection(_ frame: HeadFrame, _ columns: TechnicalColumns) {
        let candles = frame.candles
        let (index14, change) = (frame.features.directionalIndex14, columns[.scratch0])
        change9.process(candles.close, count: candles.count, into: change)
        let score = columns[.trend]
        for index in 0..<candles.count {
            score[index] += Weight.direction * Self.side(change[index], directionalIndex: index14[index])
        }
        let last = candles.count - 1
        (readings.directionalIndex, readings.change9) = (index14[last], change[last])
    }

    /// The side of a change, where there is a trend to speak of.
    @inline(__always)
    static func side(_ change: Double, directionalIndex: Double) -> Double {
        let side = ScoreVote.above(change, 0)
        return directionalIndex > 25 ? side : 0.5
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
        (readings.supertrend, readings.hull) = (line[count - 1], hull20[count - 1])
        readings.doubleMean = 2 * once[count - 1] - twice[count - 1]
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
            let aroon = Self.aroon(sinceHigh: sinceHigh[index], sinceLow: sinceLow[index])
            let base = (high[index] + low[index]) * 0.5
            score[index] += Weight.aroon * aroon + Weight.ichimoku * ScoreVote.above(candles.close[index], base)
        }
        (readings.sinceHigh, readings.sinceLow) = (sinceHigh[count - 1], sinceLow[count - 1])
        readings.base = (high[count - 1] + low[count - 1]) * 0.5
    }

    /// Aroon's oscillator of 25 candles.
    @inline(__always)
    static func aroon(sinceHigh: Double, sinceLow: Double) -> Double { 0.5 + (sinceLow - sinceHigh) * (0.5 / 25) }
}
