import PulseAnalytics
import PulseCore

/// The volatility category of the technical head: where the close stands in four channels.
///
/// The mass index and the average true range have no direction and are no part of it.
struct VolatilityScore: Sendable {
    enum Weight {
        static let bollinger = 0.25
        static let donchian = 0.15
        static let keltner = 0.15
        static let chandelier = 0.13
        static let total = bollinger + donchian + keltner + chandelier
    }

    private var range10 = AverageTrueRange(period: 10)
    private var chandelier = ChandelierExit(period: 22, width: 3)

    /// Where the close stood on the latest candle: copied once a block, read for evidence alone.
    struct Readings: Sendable {
        var close = Double.nan
        var mean = Double.nan
        var deviation = Double.nan
        var middle = Double.nan
        var range = Double.nan
        var low = Double.nan
        var high = Double.nan
        /// Exits of longs and of shorts.
        var long = Double.nan
        var short = Double.nan
    }

    private(set) var readings = Readings()

    mutating func process(_ frame: HeadFrame, _ columns: TechnicalColumns) {
        let (candles, features) = (frame.candles, frame.features)
        let count = candles.count
        let (high, low) = (features.highest20, features.lowest20)
        let (range, long, short) = (columns[.scratch0], columns[.scratch1], columns[.scratch2])
        range10.process(candles, into: range)
        chandelier.process(candles, into: [long, short])
        let (score, close) = (columns[.volatility], candles.close)
        let (mean, deviation, middle) = (features.simpleMean20, features.deviation20, columns[.mean20])
        for index in 0..<count {
            let price = close[index]
            let bollinger = Opinion.position(price, low: mean[index] - 2 * deviation[index], high: mean[index] + 2 * deviation[index])
            let keltner = Opinion.position(price, low: middle[index] - 2 * range[index], high: middle[index] + 2 * range[index])
            let donchian = Opinion.position(price, low: low[index], high: high[index])
            score[index] =
                (Weight.bollinger * bollinger + Weight.keltner * keltner + Weight.donchian * donchian
                    + Weight.chandelier * Self.exits(price, long: long[index], short: short[index])) * (1 / Weight.total)
        }
        let last = count - 1
        readings = Readings(
            close: close[last], mean: mean[last], deviation: deviation[last], middle: middle[last], range: range[last], low: low[last],
            high: high[last], long: long[last], short: short[last])
    }

    /// Above the exit of longs is bullish, below that of shorts bearish; in a narrow market both hold, which is neither.
    @inline(__always)
    static func exits(_ price: Double, long: Double, short: Double) -> Double {
        let above = price > long ? 0.5 : 0
        let below = price < short ? 0.5 : 0
        return 0.5 + above - below
    }
}
