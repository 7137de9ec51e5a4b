import PulseAnalytics
import PulseCore

/// Who crosses the spread: the taker delta of each candle, its share of the volume against what is usual, and what a divergence needs.
///
/// A candle counts where takers have both bought and sold. A source that does not say writes 0, and a candle of a few trades that all go
/// one way says little; treating both ends alike keeps longs and shorts even.
struct TakerFlow: Sendable {
    /// The columns that are looked back into.
    enum Row {
        static let close = 0
        /// Running sum of the taker delta's excess over its mean.
        static let delta = 1
    }

    /// What is worked out for a block.
    enum Column {
        /// Exponential mean of 5 of the delta's share of the volume, in standard deviations from its mean of 200.
        static let deviations = 0
        /// Candles that count, of the last 200.
        static let counted = 1
        /// Standard deviation of the delta over 100 candles.
        static let noise = 2
        static let scratch0 = 3
        static let scratch1 = 4
        static let count = 5
    }

    static let mean = 5
    static let window = 200
    static let noiseWindow = 100
    /// Candles that must count, of the window.
    static let leastCounted = 100.0
    static let unusual = 1.5
    /// Candles before the first distance from the mean.
    static let warmup = mean - 1 + window - 1

    private var shareMean = ExponentialMean(period: mean)
    private var shareMoments = RollingMoments(period: window)
    private var counted = RollingSum(period: window)
    private var deltaMoments = RollingMoments(period: noiseWindow)
    private var total = 0.0

    /// Fills the rows' new values and the columns.
    mutating func process(_ candles: CandleBlock, rows: TrailingColumns.Rows, columns: UnsafeMutablePointer<Double>) {
        let count = candles.count
        func column(_ index: Int) -> UnsafeMutablePointer<Double> { columns + index * HeadFrame.maximumCount }
        let (shares, steps, flags) = (column(Column.scratch0), column(Column.scratch1), column(Column.counted))
        rows[Row.close].update(from: candles.close, count: count)
        for index in 0..<count {
            let (bought, volume) = (candles.takerBuyVolume[index], candles.volume[index])
            let delta = 2 * bought - volume
            let share = delta / volume
            // Written so that NaN and infinity do not count.
            let counts = bought > 0 && bought < volume && volume < .infinity
            steps[index] = counts ? delta : 0
            shares[index] = counts ? share : 0
            flags[index] = counts ? 1 : 0
        }
        accumulate(steps, count: count, noise: column(Column.noise), drift: column(Column.deviations), into: rows[Row.delta])
        counted.process(flags, count: count, into: flags)
        shareMean.process(shares, count: count, into: shares)
        let (mean, deviation, output) = (column(Column.scratch1), column(Column.deviations), column(Column.deviations))
        shareMoments.process(shares, count: count, mean: mean, deviation: deviation)
        for index in 0..<count {
            let distance = (shares[index] - mean[index]) / deviation[index]
            output[index] = deviation[index] > 0 ? distance : 0
        }
    }

    /// Runs the delta up, less its mean of 100 candles. Takers of most markets sell more than they buy for months on end: without this,
    /// every higher high of the price would meet a lower one of the sum, and divergences would be bearish.
    private mutating func accumulate(
        _ steps: UnsafePointer<Double>, count: Int, noise: UnsafeMutablePointer<Double>, drift: UnsafeMutablePointer<Double>,
        into sums: UnsafeMutablePointer<Double>
    ) {
        deltaMoments.process(steps, count: count, mean: drift, deviation: noise)
        var total = total
        for index in 0..<count {
            // Nothing before there is a mean; a divergence after the warm-up does not reach back to it.
            let excess = steps[index] - drift[index]
            total += excess == excess ? excess : 0
            sums[index] = total
        }
        self.total = total
    }
}
