import PulseAnalytics
import PulseCore

/// The momentum category of the technical head: ten oscillators, read with the trend (a relative strength of 80 is bullish, not
/// overbought).
struct MomentumScore: Sendable {
    enum Weight {
        static let relativeStrength = 0.15
        static let stochastic = 0.12
        static let trueStrength = 0.12
        static let williams = 0.08
        static let channel = 0.08
        static let chande = 0.10
        static let percentage = 0.10
        static let tripleChange = 0.10
        static let ultimate = 0.08
        static let awesome = 0.07
        static let total =
            relativeStrength + stochastic + trueStrength + williams + channel + chande + percentage + tripleChange + ultimate + awesome
    }

    private var change = Change(period: 1)
    private var wilderRises = WilderMean(period: 14)
    private var wilderFalls = WilderMean(period: 14)
    private var risesSum = RollingSum(period: 14)
    private var fallsSum = RollingSum(period: 14)
    private var changes25 = ExponentialMean(period: 25)
    private var changes13 = ExponentialMean(period: 13)
    private var sizes25 = ExponentialMean(period: 25)
    private var sizes13 = ExponentialMean(period: 13)
    private var highest14 = RollingMaximum(period: 14)
    private var lowest14 = RollingMinimum(period: 14)
    private var channelIndex = CommodityChannelIndex(period: 20)
    private var tripleChange = TripleExponentialChange(period: 15)
    private var ultimate = UltimateOscillator()
    private var awesome = AwesomeOscillator()

    /// What the oscillators stood at on the latest candle: copied once a block, read for evidence alone.
    struct Readings: Sendable {
        /// Parts of the rises in all changes, 0 to 1: the relative strength index and Chande's momentum.
        var relativeStrength = Double.nan
        var chande = Double.nan
        var trueStrength = Double.nan
        /// Place of the close in its range of 14 candles, 0 to 1.
        var place = Double.nan
        var channel = Double.nan
        /// In percent.
        var percentage = Double.nan
        var tripleChange = Double.nan
        var ultimate = Double.nan
        var awesome = Double.nan
    }

    private(set) var readings = Readings()

    mutating func process(_ candles: CandleBlock, _ columns: TechnicalColumns) {
        scoreChanges(candles, columns)
        scorePlaces(candles, columns)
        scoreRates(candles, columns)
        let score = columns[.momentum]
        for index in 0..<candles.count { score[index] *= 1 / Weight.total }
    }

    /// Relative strength index of 14 candles (Wilder), Chande's momentum of 14 and the true strength index of 25 and 13: three ratios of
    /// rises and falls.
    private mutating func scoreChanges(_ candles: CandleBlock, _ columns: TechnicalColumns) {
        let count = candles.count
        let (change, rises, falls, size) = (columns[.scratch0], columns[.scratch1], columns[.scratch2], columns[.scratch3])
        self.change.process(candles.close, count: count, into: change)
        for index in 0..<count {
            // Not-a-number (the first change) stays what it is.
            let value = change[index]
            rises[index] = value < 0 ? 0 : value
            falls[index] = value > 0 ? 0 : -value
            size[index] = value.magnitude
        }
        let (wilderRises, wilderFalls) = (columns[.scratch4], columns[.scratch5])
        self.wilderRises.process(rises, count: count, into: wilderRises)
        self.wilderFalls.process(falls, count: count, into: wilderFalls)
        risesSum.process(rises, count: count, into: rises)
        fallsSum.process(falls, count: count, into: falls)
        changes25.process(change, count: count, into: change)
        changes13.process(change, count: count, into: change)
        sizes25.process(size, count: count, into: size)
        sizes13.process(size, count: count, into: size)
        let score = columns[.momentum]
        for index in 0..<count {
            let strength = Self.share(of: wilderRises[index], and: wilderFalls[index])
            let chande = Self.share(of: rises[index], and: falls[index])
            score[index] =
                Weight.relativeStrength * strength + Weight.chande * chande
                + Weight.trueStrength * Self.trueStrength(change[index], size[index])
        }
        let last = count - 1
        readings.relativeStrength = Self.share(of: wilderRises[last], and: wilderFalls[last])
        readings.chande = Self.share(of: rises[last], and: falls[last])
        readings.trueStrength = Self.trueStrength(change[last], size[last])
    }

    /// Smoothed changes over their smoothed sizes, from 0 to 1; one half where there are none.
    @inline(__always)
    private static func trueStrength(_ change: Double, _ size: Double) -> Double {
        let strength = 0.5 + 0.5 * change / size
        return size > 0 ? strength : 0.5
    }

    /// Part of the first in both; one half where there is neither.
    @inline(__always)
    private static func share(of first: Double, and second: Double) -> Double {
        let sum = first + second
        let part = first / sum
        return sum > 0 ? part : 0.5
    }

    /// Where the close lies in the range of 14 candles (the stochastic's %K and Williams' %R are the same place), and against its mean:
    /// the commodity channel index.
    private mutating func scorePlaces(_ candles: CandleBlock, _ columns: TechnicalColumns) {
        let count = candles.count
        let (high, low, channel) = (columns[.scratch0], columns[.scratch1], columns[.scratch2])
        highest14.process(candles.high, count: count, into: high)
        lowest14.process(candles.low, count: count, into: low)
        channelIndex.process(candles, into: channel)
        let score = columns[.momentum]
        for index in 0..<count {
            let place = Opinion.position(candles.close[index], low: low[index], high: high[index])
            score[index] += (Weight.stochastic + Weight.williams) * place + Weight.channel * Opinion.centred(channel[index], reach: 200)
        }
        readings.place = Opinion.position(candles.close[count - 1], low: low[count - 1], high: high[count - 1])
        readings.channel = channel[count - 1]
    }

    /// Percentage price oscillator (full at 3 %), TRIX (full at .3 %), ultimate and awesome oscillator.
    private mutating func scoreRates(_ candles: CandleBlock, _ columns: TechnicalColumns) {
        let count = candles.count
        let (triple, ultimate, awesome) = (columns[.scratch0], columns[.scratch1], columns[.scratch2])
        tripleChange.process(candles.close, count: count, into: triple)
        self.ultimate.process(candles, into: ultimate)
        self.awesome.process(candles, into: awesome)
        let (score, mean12, mean26) = (columns[.momentum], columns[.mean12], columns[.mean26])
        for index in 0..<count {
            let percentage = 100 * (mean12[index] - mean26[index]) / mean26[index]
            let rates =
                Weight.percentage * Opinion.centred(percentage, reach: 3) + Weight.tripleChange * Opinion.centred(triple[index], reach: 0.3)
            score[index] += rates + Weight.ultimate * (ultimate[index] * 0.01) + Weight.awesome * ScoreVote.above(awesome[index], 0)
        }
        let last = count - 1
        readings.percentage = 100 * (mean12[last] - mean26[last]) / mean26[last]
        (readings.tripleChange, readings.ultimate, readings.awesome) = (triple[last], ultimate[last], awesome[last])
    }
}
