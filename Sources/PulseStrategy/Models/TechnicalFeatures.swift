import PulseAnalytics
import PulseCore

/// Indicators as a linear model can use them: centred, in average true ranges or shares, so that instruments and years compare.
struct TechnicalFeatures: Sendable {
    static let names = [
        "emaSpread", "smaDistance20", "smaDistance50", "macdHistogram", "adx", "directionalSpread", "rsi", "stochastic", "tsi", "cci",
        "cmo",
        "ppo", "trix", "bollingerPosition", "bollingerWidth", "donchianPosition", "aroon", "volumeRatio",
    ]
    static let warmup = 120

    private var fast = ExponentialMean(period: 12)
    private var slow = ExponentialMean(period: 26)
    private var mean50 = SimpleMean(period: 50)
    private var convergence = MovingAverageConvergence(fast: 12, slow: 26, signal: 9)
    private var directional = AverageDirectionalIndex(period: 14)
    private var directions = DirectionalIndicators(period: 14)
    private var relativeStrength = RelativeStrengthIndex(period: 14)
    private var stochastic = StochasticOscillator(period: 14, slowing: 3, signal: 3)
    private var trueStrength = TrueStrengthIndex(long: 25, short: 13)
    private var channel = CommodityChannelIndex(period: 20)
    private var chande = ChandeMomentum(period: 14)
    private var tripleChange = TripleExponentialChange(period: 15)
    private var bands = BollingerBands(period: 20, width: 2)
    private var donchian = DonchianChannel(period: 20)
    private var aroon = Aroon(period: 25)

    mutating func advance(_ frame: HeadFrame, into out: FeatureColumns.Lanes) {
        withUnsafeTemporaryAllocation(of: Double.self, capacity: 3 * HeadFrame.maximumCount) { memory in
            let scratch = FeatureColumns.Lanes(base: memory.baseAddress.unsafelyUnwrapped)
            advanceTrend(frame, out, scratch)
            advanceMomentum(frame, out, scratch)
            advanceVolatility(frame, out, scratch)
        }
    }

    private mutating func advanceTrend(_ frame: HeadFrame, _ out: FeatureColumns.Lanes, _ scratch: FeatureColumns.Lanes) {
        let candles = frame.candles
        let count = candles.count
        let range = frame.averageTrueRange
        fast.process(candles.close, count: count, into: out[0])
        slow.process(candles.close, count: count, into: scratch[0])
        mean50.process(candles.close, count: count, into: out[2])
        for index in 0..<count {
            // The percentage oscillator is the same spread over the slower mean.
            let spread = out[0][index] - scratch[0][index]
            out[11][index] = 100 * spread / scratch[0][index]
            out[0][index] = spread / range[index]
            out[1][index] = (candles.close[index] - frame.simpleMean20[index]) / range[index]
            out[2][index] = (candles.close[index] - out[2][index]) / range[index]
        }
        convergence.process(candles, into: [scratch[0], scratch[1], out[3]])
        for index in 0..<count { out[3][index] /= range[index] }
        directional.process(candles, into: out[4])
        directions.process(candles, into: [scratch[0], scratch[1]])
        for index in 0..<count {
            out[4][index] *= 0.01
            out[5][index] = (scratch[0][index] - scratch[1][index]) * 0.01
        }
        aroon.process(candles, into: [scratch[0], scratch[1], out[16]])
        for index in 0..<count { out[16][index] *= 0.01 }
    }

    private mutating func advanceMomentum(_ frame: HeadFrame, _ out: FeatureColumns.Lanes, _ scratch: FeatureColumns.Lanes) {
        let candles = frame.candles
        let count = candles.count
        relativeStrength.process(candles, into: out[6])
        stochastic.process(candles, into: [out[7], scratch[0]])
        trueStrength.process(candles, into: out[8])
        channel.process(candles, into: out[9])
        chande.process(candles, into: out[10])
        tripleChange.process(candles.close, count: count, into: out[12])
        for index in 0..<count {
            out[6][index] = out[6][index] * 0.02 - 1
            out[7][index] = out[7][index] * 0.02 - 1
            out[8][index] *= 0.01
            out[9][index] *= 0.005
            out[10][index] *= 0.01
        }
    }

    private mutating func advanceVolatility(_ frame: HeadFrame, _ out: FeatureColumns.Lanes, _ scratch: FeatureColumns.Lanes) {
        let candles = frame.candles
        let count = candles.count
        bands.process(candles, into: [scratch[0], scratch[1], scratch[2]])
        for index in 0..<count {
            let (high, low) = (scratch[0][index], scratch[2][index])
            out[13][index] = Self.place(candles.close[index], low: low, high: high)
            out[14][index] = (high - low) / frame.averageTrueRange[index]
        }
        donchian.process(candles, into: [scratch[0], scratch[1], scratch[2]])
        for index in 0..<count {
            let (high, low) = (scratch[0][index], scratch[2][index])
            out[15][index] = Self.place(candles.close[index], low: low, high: high)
            out[17][index] = min(frame.volumeRatio[index], 5) - 1
        }
    }

    /// -1 at `low`, 1 at `high`; 0 where there is nothing between.
    @inline(__always)
    private static func place(_ price: Double, low: Double, high: Double) -> Double {
        high > low ? 2 * (price - low) / (high - low) - 1 : 0
    }
}
