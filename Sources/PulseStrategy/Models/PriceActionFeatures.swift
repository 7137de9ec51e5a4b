import PulseAnalytics
import PulseCore

/// Shapes of candles, returns and places between extremes as a linear model can use them: in average true ranges or shares.
struct PriceActionFeatures: Sendable {
    static let names = [
        "return1", "return3", "return5", "return10", "return20", "body", "upperWick", "lowerWick", "closePosition", "range", "rangeMean5",
        "place50", "swingLowDistance", "swingHighDistance", "volumeRatio", "takerShare",
    ]
    static let warmup = 120
    /// Distances to swings beyond so many average true ranges say no more.
    private static let farthest = 10.0

    private static let periods = [1, 3, 5, 10, 20]
    private var changes = periods.map { Change(period: $0) }
    private var rangeMean = SimpleMean(period: 5)
    private var highest = RollingMaximum(period: 50)
    private var lowest = RollingMinimum(period: 50)
    private var swings = SwingLevels()
    private var swingLows: [Double] = []
    private var swingHighs: [Double] = []

    mutating func advance(_ frame: HeadFrame, into out: FeatureColumns.Lanes) {
        let candles = frame.candles
        let count = candles.count
        let range = frame.averageTrueRange
        for feature in Self.periods.indices {
            changes[feature].process(candles.close, count: count, into: out[feature])
            for index in 0..<count { out[feature][index] /= range[index] }
        }
        for index in 0..<count {
            let (open, high, low, close) = (candles.open[index], candles.high[index], candles.low[index], candles.close[index])
            out[5][index] = (close - open) / range[index]
            out[6][index] = (high - max(open, close)) / range[index]
            out[7][index] = (min(open, close) - low) / range[index]
            out[8][index] = Self.place(close, low: low, high: high)
            out[9][index] = (high - low) / range[index]
        }
        rangeMean.process(out[9], count: count, into: out[10])
        highest.process(candles.high, count: count, into: out[12])
        lowest.process(candles.low, count: count, into: out[13])
        for index in 0..<count { out[11][index] = Self.place(candles.close[index], low: out[13][index], high: out[12][index]) }
        advanceSwings(frame, out)
        for index in 0..<count {
            out[14][index] = min(frame.volumeRatio[index], 5) - 1
            let volume = candles.volume[index]
            // Where nobody tells who took, neither side did.
            let isTold = volume > 0 && candles.takerBuyVolume[index] > 0
            out[15][index] = isTold ? 2 * candles.takerBuyVolume[index] / volume - 1 : 0
        }
    }

    /// Distances from the last confirmed swings; the farthest where none is known.
    private mutating func advanceSwings(_ frame: HeadFrame, _ out: FeatureColumns.Lanes) {
        swingLows.removeAll(keepingCapacity: true)
        swingHighs.removeAll(keepingCapacity: true)
        swings.advance(frame.candles, low: &swingLows, high: &swingHighs)
        for index in 0..<frame.candles.count {
            let close = frame.candles.close[index]
            let range = frame.averageTrueRange[index]
            out[12][index] = Self.distance(close - swingLows[index], range)
            out[13][index] = Self.distance(swingHighs[index] - close, range)
        }
    }

    @inline(__always)
    private static func distance(_ distance: Double, _ range: Double) -> Double {
        // NaN of a swing that is not known is not less than the bound; NaN of the range stays.
        let multiple = distance / range
        return range.isNaN ? range : multiple < farthest ? max(multiple, -farthest) : farthest
    }

    /// -1 at `low`, 1 at `high`; 0 where there is nothing between; NaN before there are extremes.
    @inline(__always)
    private static func place(_ price: Double, low: Double, high: Double) -> Double {
        high > low ? 2 * (price - low) / (high - low) - 1 : high == low ? 0 : .nan
    }
}
