import PulseCore

/// The head of rules: candlestick patterns where they mean something, chart patterns that have broken, and nothing else.
///
/// A reversal pattern counts after a leg of at least 1.5 average true ranges over ten candles, ended beyond the mean of twenty, and only
/// where it rests on a level (within 0.35 ranges): a bullish one on support, a bearish one under resistance. Continuation patterns need
/// the leg in their own direction. Neutral patterns never vote. A chart pattern counts with the break of its line, which is its own
/// level. Candlesticks count for 3 candles, chart patterns for 5.
public struct RulesHead: Head {
    public let id = HeadID.rules
    public let warmup = 60

    /// Candles for which a candlestick pattern counts after its last one, and a chart pattern after its break.
    static let candleAge = 3
    static let chartAge = 5
    /// How close to a level is at the level, in average true ranges.
    static let levelDistance = 0.35

    /// The candlestick rules in force.
    public var ruleSet: CandlestickRuleSet { patterns.ruleSet }

    private var patterns: CandlestickPatterns
    /// Scratch for one block.
    private var matches = [CandlestickMatches](repeating: CandlestickMatches(), count: HeadFrame.maximumCount)
    private(set) var charts = ChartPatterns()
    private(set) var window = PivotWindow()
    private(set) var levels = PriceLevels()
    private(set) var opinions = RuleEvidence()
    private var closes = [Double](repeating: .nan, count: 16)
    /// The latest candle, for evidence alone.
    private(set) var latest = (index: -1, close: Double.nan, range: Double.nan, volumeRatio: Double.nan)
    /// Whether a falling (rising) leg had just ended at each of the last candles, newest in bit 0.
    struct Legs: Sendable {
        var falling: UInt32 = 0
        var rising: UInt32 = 0

        /// Whether there is one that a pattern of the next candle can follow; no pattern spans more than five.
        var canBeFollowed: Bool { (falling | rising) & 0x1F != 0 }
    }
    private(set) var latestLegs = Legs()
    /// The legs before each candle of a block.
    private var legs = [Legs](repeating: Legs(), count: HeadFrame.maximumCount)

    private let votingPatterns: UInt64 = CandlestickPattern.allCases.reduce(0) { RuleFamily.of($1) == nil ? $0 : $0 | $1.bit }

    public init(ruleSet: CandlestickRuleSet = .cryptoGapless) {
        patterns = CandlestickPatterns(ruleSet: ruleSet)
    }

    public mutating func advance(_ frame: HeadFrame, into votes: UnsafeMutableBufferPointer<Vote>) {
        let candles = frame.candles
        precondition(candles.count <= HeadFrame.maximumCount, "a frame holds no more than its bound")
        noteLegs(frame)
        Self.recognise(candles, with: &patterns, after: legs, into: &matches)
        for position in 0..<candles.count {
            let index = frame.firstIndex + position
            let high = candles.high[position]
            let low = candles.low[position]
            let close = candles.close[position]
            let range = frame.averageTrueRange[position]
            let volumeRatio = frame.volumeRatio[position]

            window.advance(high: high, low: low)
            if let pivot = window.confirmedHigh(wing: 5) { levels.add(pivot, averageTrueRange: range) }
            if let pivot = window.confirmedLow(wing: 5) { levels.add(pivot, averageTrueRange: range) }
            levels.expire(at: window.count - 1, averageTrueRange: range)

            let found = (matches[position].positive | matches[position].negative) & votingPatterns
            if found != 0 { takeCandlesticks(position, found, at: index, close: close, range, volumeRatio) }
            takeCharts(at: index, high: high, low: low, close: close, range, volumeRatio)

            votes[position] =
                index < warmup
                ? .abstain(.warmup) : range > 0 ? opinions.vote(at: index, volumeRatio: volumeRatio) : .abstain(.unusable)
        }
        guard candles.count > 0 else { return }
        let last = candles.count - 1
        latest = (frame.firstIndex + last, candles.close[last], frame.averageTrueRange[last], frame.volumeRatio[last])
    }

    /// Looks for patterns only where a leg goes before that one of them could follow.
    private static func recognise(
        _ candles: CandleBlock, with patterns: inout CandlestickPatterns, after legs: [Legs], into matches: inout [CandlestickMatches]
    ) {
        matches.withUnsafeMutableBufferPointer { buffer in
            guard let matches = buffer.baseAddress else { return }
            legs.withUnsafeBufferPointer { legs in
                patterns.process(candles, into: matches, withNeutral: false) { legs[$0].canBeFollowed }
            }
        }
    }

    /// Weighs the patterns that end on a candle of the block; `found` are the voting ones.
    private mutating func takeCandlesticks(
        _ position: Int, _ found: UInt64, at index: Int, close: Double, _ range: Double, _ volumeRatio: Double
    ) {
        let (matches, legs) = (matches[position], legs[position])
        var rest = found
        while rest != 0 {
            let bit = rest.trailingZeroBitCount
            rest &= rest - 1
            guard let pattern = CandlestickPattern(rawValue: bit), let (family, context) = RuleFamily.of(pattern) else { continue }
            let rising = matches.positive & pattern.bit != 0
            guard Self.follows(legs, context, rising: rising, span: pattern.span),
                let level = self.level(rising: rising, span: pattern.span, close, range)
            else {
                continue
            }
            let size = matches.partial & pattern.bit != 0 ? 0.8 : 1.0
            note(
                .candlestick(pattern), family, rising: rising, level: level, base: 0.70 + 0.20 * size, age: Self.candleAge, at: index,
                volumeRatio)
        }
    }

    @inline(__always)
    private mutating func takeCharts(
        at index: Int, high: Double, low: Double, close: Double, _ range: Double, _ volumeRatio: Double
    ) {
        var rising: UInt8 = 0
        var falling: UInt8 = 0
        charts.advance(high: high, low: low, close: close, averageTrueRange: range, volumeRatio: volumeRatio) { found in
            let bit = UInt8(1) << UInt8(found.pattern.rawValue)
            if found.direction == .long { rising |= bit } else { falling |= bit }
        }
        guard rising | falling != 0 else { return }
        for pattern in ChartPattern.allCases {
            let bit = UInt8(1) << UInt8(pattern.rawValue)
            if rising & bit != 0 { noteBreak(of: pattern, rising: true, at: index, volumeRatio) }
            if falling & bit != 0 { noteBreak(of: pattern, rising: false, at: index, volumeRatio) }
        }
    }

    private mutating func noteBreak(of pattern: ChartPattern, rising: Bool, at index: Int, _ volumeRatio: Double) {
        let level = charts.brokenLevel(of: pattern, rising: rising)
        note(.chart(pattern), RuleFamily.of(pattern), rising: rising, level: level, base: 0.80, age: Self.chartAge, at: index, volumeRatio)
    }

    private mutating func note(
        _ pattern: RulePattern, _ family: RuleFamily, rising: Bool, level: Double, base: Double, age: Int, at index: Int,
        _ volumeRatio: Double
    ) {
        let factor = volumeRatio >= 1.5 ? 1 : volumeRatio >= 1.2 ? 0.95 : 0.85
        opinions.add(
            family, rising: rising,
            RuleEvidence.Item(
                confidence: base * factor, index: index, expiry: index + age, isVolumeConfirmed: volumeRatio >= 1.5, pattern: pattern,
                level: level))
    }

    /// Whether the leg before the pattern's first candle is the one that it needs.
    private static func follows(_ legs: Legs, _ context: RuleFamily.Context, rising: Bool, span: Int) -> Bool {
        // Bit 0 is the candle before this one, which precedes a pattern of one candle.
        let shift = UInt32(span - 1)
        switch context {
        case .reversal: return (rising ? legs.falling : legs.rising) >> shift & 1 != 0
        case .continuation: return (rising ? legs.rising : legs.falling) >> shift & 1 != 0
        }
    }

    /// The level that a pattern of `span` candles rests on, or hangs below; nil where there is none.
    private mutating func level(rising: Bool, span: Int, _ close: Double, _ range: Double) -> Double? {
        let first = window.count - span
        let distance = Self.levelDistance * range
        return rising
            ? levels.support(close: close, low: window.lowest(since: first), within: distance)
            : levels.resistance(close: close, high: window.highest(since: first), within: distance)
    }

    /// Notes which candles of a block end a leg: a move of 1.5 ranges over ten candles, closed beyond the mean of twenty.
    private mutating func noteLegs(_ frame: HeadFrame) {
        let seen = window.count
        var latest = latestLegs
        legs.withUnsafeMutableBufferPointer { legs in
            closes.withUnsafeMutableBufferPointer { closes in
                for position in 0..<frame.candles.count {
                    legs[position] = latest
                    let count = seen + position + 1
                    let (close, mean) = (frame.candles.close[position], frame.simpleMean20[position])
                    let earlier = closes[(count + 6) & 15]
                    closes[count & 15] = close
                    let limit = 1.5 * frame.averageTrueRange[position]
                    // Both sides at once, falling first.
                    let isBeyond = SIMD2(mean, close) .> SIMD2(close, mean)
                    let isLeg = isBeyond .& (SIMD2(earlier - close, close - earlier) .>= limit)
                    let leg = SIMD2<UInt64>(repeating: 0).replacing(with: 1, where: isLeg)
                    latest.falling = latest.falling << 1 | UInt32(truncatingIfNeeded: leg.x)
                    latest.rising = latest.rising << 1 | UInt32(truncatingIfNeeded: leg.y)
                }
            }
        }
        latestLegs = latest
    }
}
