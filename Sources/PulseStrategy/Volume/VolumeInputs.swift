import PulseAnalytics
import PulseCore

/// What the volume head makes of the candles before it forms an opinion candle by candle: deltas, slopes, sums and those opinions that
/// need nothing else.
struct VolumeInputs: Sendable {
    /// The columns that are looked back into.
    enum Row {
        static let close = 0
        /// Running sum of the volume delta.
        static let delta = 1
        static let deltaStep = 2
        /// Volume times where the close lies in its candle, -1 to +1: the steps of the accumulation/distribution line.
        static let flow = 3
    }

    private var deltaSlope = NormalizedSlope()
    private var accumulationSlope = NormalizedSlope()
    private var highest = RollingMaximum(period: TrailingProfile.candles)
    private var lowest = RollingMinimum(period: TrailingProfile.candles)
    private var profileVolume = RollingSum(period: TrailingProfile.candles)
    private var balanceMoments = RollingMoments(period: 20)
    private var flowSum = RollingSum(period: 20)
    private var volumeSum = RollingSum(period: 20)
    private var forceMean = ExponentialMean(period: 13)
    private var forceLine = SimpleMean(period: 20)
    private var easeMean = SimpleMean(period: 14)
    private var easeMoments = RollingMoments(period: 50)
    private var session = SessionMeanPrice()

    private var delta = 0.0
    private var balance = 0.0
    private var lastClose = Double.nan
    private var lastMiddle = Double.nan

    /// Fills the rows' new values and all columns but the scratch.
    mutating func process(_ frame: HeadFrame, rows: TrailingColumns.Rows, columns: VolumeColumns) {
        let candles = frame.candles
        let count = candles.count
        let (steps, flow) = (rows[Row.deltaStep], rows[Row.flow])
        rows[Row.close].update(from: candles.close, count: count)
        Self.takeSides(candles, steps: steps, flow: flow, takers: columns[.takers])
        var delta = delta
        for index in 0..<count {
            delta += steps[index]
            rows[Row.delta][index] = delta
        }
        self.delta = delta

        deltaSlope.process(steps, count: count, noise: columns[.deltaNoise], slope: columns[.deltaSlope])
        accumulationSlope.process(flow, count: count, noise: columns[.accumulationNoise], slope: columns[.accumulationSlope])
        let close = rows[Row.close]
        for index in 0..<count { columns[.move][index] = close[index] - close[index - NormalizedSlope.lookback] }

        highest.process(candles.high, count: count, into: columns[.highest])
        lowest.process(candles.low, count: count, into: columns[.lowest])
        profileVolume.process(candles.volume, count: count, into: columns[.profileVolume])

        takeMoneyFlow(candles, flow: flow, columns)
        takeBalanceAndForce(candles, columns)
        takeEase(candles, columns)
        session.process(frame, into: columns[.meanPrice])
    }

    /// Volume delta, money flow and the takers' share of each candle.
    private static func takeSides(
        _ candles: CandleBlock, steps: UnsafeMutablePointer<Double>, flow: UnsafeMutablePointer<Double>,
        takers: UnsafeMutablePointer<Double>
    ) {
        for index in 0..<candles.count {
            let (high, low, close) = (candles.high[index], candles.low[index], candles.close[index])
            let volume = candles.volume[index]
            let bought = candles.takerBuyVolume[index]
            let range = high - low
            let place = ((close - low) - (high - close)) / range
            let step = range > 0 ? place * volume : 0
            let isKnown = bought > 0
            flow[index] = step
            steps[index] = isKnown ? 2 * bought - volume : step
            takers[index] = isKnown ? bought / volume : .nan
        }
    }

    /// Chaikin's money flow of 20 candles, as an opinion.
    private mutating func takeMoneyFlow(_ candles: CandleBlock, flow: UnsafeMutablePointer<Double>, _ columns: VolumeColumns) {
        let (sums, volumes, opinion) = (columns[.scratch0], columns[.scratch1], columns[.moneyFlow])
        flowSum.process(flow, count: candles.count, into: sums)
        volumeSum.process(candles.volume, count: candles.count, into: volumes)
        for index in 0..<candles.count {
            let value = 0.5 + 0.5 * (sums[index] / volumes[index])
            opinion[index] = volumes[index] > 0 ? value : 0.5
        }
    }

    /// On-balance volume against its mean of 20 candles, in standard deviations; and Elder's force index of 13 candles against its own
    /// mean of 20.
    private mutating func takeBalanceAndForce(_ candles: CandleBlock, _ columns: VolumeColumns) {
        let count = candles.count
        let (line, force) = (columns[.scratch0], columns[.force])
        var (balance, last) = (balance, lastClose)
        if last.isNaN { last = candles.close[0] }
        for index in 0..<count {
            let close = candles.close[index]
            let volume = candles.volume[index]
            let change = close - last
            // Chosen between values: which way a price goes is what a processor guesses worst.
            let step = SIMD2(volume, -volume).replacing(with: 0, where: .!(SIMD2(change, -change) .> 0))
            balance += step.x + step.y
            line[index] = balance
            force[index] = change * volume
            last = close
        }
        (self.balance, lastClose) = (balance, last)

        let (mean, deviation, opinion) = (columns[.scratch1], columns[.scratch2], columns[.balance])
        balanceMoments.process(line, count: count, mean: mean, deviation: deviation)
        Self.squash(line, mean: mean, deviation: deviation, count: count, into: opinion)

        let (smooth, level) = (columns[.scratch0], columns[.scratch1])
        forceMean.process(force, count: count, into: smooth)
        forceLine.process(smooth, count: count, into: level)
        for index in 0..<count { force[index] = 0.4 + 0.2 * ScoreVote.above(smooth[index], level[index]) }
    }

    /// Arms' ease of movement of 14 candles, in standard deviations of 50. A candle without volume did not move with ease: it counts as 0.
    private mutating func takeEase(_ candles: CandleBlock, _ columns: VolumeColumns) {
        let count = candles.count
        let (raw, line, mean) = (columns[.scratch0], columns[.scratch1], columns[.scratch2])
        var last = lastMiddle.isNaN ? (candles.high[0] + candles.low[0]) * 0.5 : lastMiddle
        for index in 0..<count {
            let (high, low, volume) = (candles.high[index], candles.low[index], candles.volume[index])
            let middle = (high + low) * 0.5
            let ease = (middle - last) * (high - low) / volume
            raw[index] = volume > 0 ? ease : 0
            last = middle
        }
        lastMiddle = last
        easeMean.process(raw, count: count, into: line)
        easeMoments.process(line, count: count, mean: mean, deviation: raw)
        Self.squash(line, mean: mean, deviation: raw, count: count, into: columns[.ease])
    }

    /// Values in standard deviations from their mean, through the hyperbolic tangent to 0...1; one half where there is no deviation.
    private static func squash(
        _ values: UnsafePointer<Double>, mean: UnsafePointer<Double>, deviation: UnsafePointer<Double>, count: Int,
        into opinion: UnsafeMutablePointer<Double>
    ) {
        // By pairs: the tangent of two costs little more than that of one. Without a pair, the last is its own.
        for pair in 0..<(count + 1) / 2 {
            let (even, odd) = (2 * pair, min(2 * pair + 1, count - 1))
            let spread = SIMD2(deviation[even], deviation[odd])
            let distance = (SIMD2(values[even], values[odd]) - SIMD2(mean[even], mean[odd])) / spread
            let squashed = 0.5 + 0.5 * Elementary.tanh(distance)
            opinion[even] = spread.x > 0 ? squashed.x : 0.5
            opinion[odd] = spread.y > 0 ? squashed.y : 0.5
        }
    }
}
