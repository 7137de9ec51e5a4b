import PulseAnalytics
import PulseCore

/// The head of harmonic patterns: it sides with a turn of the price where the ratios of the legs before it say that one is due.
///
/// Three zig-zags (1.5, 3 and 5 average true ranges, and a fraction of the price at least) give turning points, each known from the candle that
/// confirms it. With every new one the last four are X, A, B and C, and the zones in which D would complete a pattern of the table are projected.
/// A reversal candle within five candles of entering a zone completes the pattern, and it speaks for a quarter of its own length, ever less.
public struct HarmonicHead: Head {
    /// Reversals of the zig-zags in average true ranges.
    public static let multiples = [1.5, 3, 5]
    /// How close to a level is at the level, in average true ranges, and how often that level has been touched.
    static let levelDistance = 0.35
    static let levelTouches = 2
    private static let levelWing = 5

    public let id = HeadID.harmonic
    public let warmup = 150
    public let parameters: HarmonicParameters

    private var scales: [HarmonicScale]
    private var completed = CompletedPatterns()
    private var relativeStrength = RelativeStrengthIndex(period: 14)
    /// Scratch for one block.
    private var strengths = [Double](repeating: .nan, count: HeadFrame.maximumCount)
    private var readings = RecentReadings()
    private var window = PivotWindow()
    private var levels = PriceLevels()
    private var previousHigh = Double.nan
    private var previousLow = Double.nan

    public init(_ parameters: HarmonicParameters = HarmonicParameters()) {
        self.parameters = parameters
        scales = Self.multiples.map { HarmonicScale(multiple: $0, parameters) }
    }

    /// Candles taken so far.
    var candleCount: Int { window.count }

    /// The patterns that speak at present, those that have reached their second target or failed among them until their time is up.
    package var patterns: ContiguousArray<CompletedPattern> { completed.patterns }

    /// The zones that the price may still turn in, with the legs that they are projected from, by zig-zag.
    package var projections: [(legs: HarmonicLegs, zones: ContiguousArray<ReversalZone>)] {
        scales.compactMap { scale in scale.zones.isEmpty ? nil : scale.legs.map { ($0, scale.zones) } }
    }

    public mutating func advance(_ frame: HeadFrame, into votes: UnsafeMutableBufferPointer<Vote>) {
        let block = frame.candles
        precondition(block.count <= HeadFrame.maximumCount, "a frame holds no more than its bound")
        strengths.withUnsafeMutableBufferPointer { buffer in
            guard let output = buffer.baseAddress else { return }
            relativeStrength.process(block, into: output)
        }
        for position in 0..<block.count {
            // Pivots are counted from the first candle that the head has seen.
            let candle = HarmonicCandle(
                index: window.count, open: block.open[position], high: block.high[position], low: block.low[position],
                close: block.close[position], previousHigh: previousHigh, previousLow: previousLow, range: frame.averageTrueRange[position])
            readings.note(strength: strengths[position], volumeRatio: frame.volumeRatio[position])
            completed.advance(candle)
            for scale in scales.indices where scales[scale].advance(candle, readings) { complete(scale, candle) }
            noteLevels(candle)
            previousHigh = candle.high
            previousLow = candle.low
            votes[position] =
                frame.firstIndex + position < warmup
                ? .abstain(.warmup) : candle.range > 0 ? completed.vote(at: candle.index) : .abstain(.unusable)
        }
    }

    /// After the zones have been looked at: the pivot of D itself, if it is confirmed now, is no level that D rests on.
    @inline(__always)
    private mutating func noteLevels(_ candle: HarmonicCandle) {
        window.advance(high: candle.high, low: candle.low)
        if let pivot = window.confirmedHigh(wing: Self.levelWing) { levels.add(pivot, averageTrueRange: candle.range) }
        if let pivot = window.confirmedLow(wing: Self.levelWing) { levels.add(pivot, averageTrueRange: candle.range) }
        levels.expire(at: candle.index, averageTrueRange: candle.range)
    }

    private mutating func complete(_ scale: Int, _ candle: HarmonicCandle) {
        for turn in scales[scale].turns {
            let agreements = agreements(turn, candle)
            completed.add(
                CompletedPattern(
                    turn.zone, on: turn.legs, d: turn.d, depth: turn.depth, at: candle.index, averageTrueRange: candle.range,
                    agreements: agreements, parameters: parameters))
        }
    }

    private mutating func agreements(_ turn: HarmonicScale.Turn, _ candle: HarmonicCandle) -> CompletedPattern.Agreements {
        var result: CompletedPattern.Agreements = []
        let legs = turn.legs
        if HarmonicRule.table[turn.zone.rule].hasIdealEquality(legs, depth: turn.depth, parameters.tolerance) { result.insert(.equalLegs) }
        // For a bullish pattern D is a lower low than B, which its strength should not be; depth and BC are measured from the same C.
        if turn.depth > legs.bc, legs.side * (readings.strength(at: turn.d.index) - legs.b.strength) > 0 { result.insert(.divergence) }
        let nearest = levels.nearest(to: turn.d.price)
        let distance = Self.levelDistance * candle.range
        let isOnLevel = (nearest.below + nearest.above).contains {
            $0.touches >= Self.levelTouches && abs($0.price - turn.d.price) <= distance
        }
        if isOnLevel { result.insert(.level) }
        if readings.isQuiet(endingAt: turn.d.index) { result.insert(.quietVolume) }
        return result
    }
}
