import PulseCore

/// Recognises 36 candlestick patterns as candles close, in a time that does not depend on the past: the last five shapes and four rolling
/// means are all it keeps.
///
/// Definitions are TA-Lib's with its default candle settings (means over the ten or five candles before, penetration 0.5 for piercing
/// lines and dark clouds, 0.3 for stars); `CandlestickRuleSet` says what stands in for gaps. Before a pattern's lookback it is never
/// reported.
public struct CandlestickPatterns: Sendable {
    /// The conditions in force.
    public let ruleSet: CandlestickRuleSet

    let isGapless: Bool
    var tens = AlignedWindowSum(period: 10)
    var fives = AlignedWindowSum(period: 5)
    /// Candles taken so far, up to the longest lookback.
    var seen = 0
    /// The newest candle's shape, and those of the four before it.
    var now = CandleShape()
    var s1 = CandleShape()
    var s2 = CandleShape()
    var s3 = CandleShape()
    var s4 = CandleShape()

    /// The bits that may be reported on each of the first candles.
    private static let permitted: [UInt64] = (0...14).map { seen in
        CandlestickPattern.allCases.reduce(0) { $1.lookback <= seen ? $0 | $1.bit : $0 }
    }

    public init(ruleSet: CandlestickRuleSet = .cryptoGapless) {
        self.ruleSet = ruleSet
        isGapless = ruleSet == .cryptoGapless
    }

    /// Takes the next candles and writes one set of patterns for each.
    public mutating func process(_ block: CandleBlock, into matches: UnsafeMutablePointer<CandlestickMatches>) {
        for index in 0..<block.count {
            matches[index] = advance(open: block.open[index], high: block.high[index], low: block.low[index], close: block.close[index])
        }
    }

    /// Takes the next candle and returns the patterns that end on it.
    @inline(__always)
    mutating func advance(open: Double, high: Double, low: Double, close: Double) -> CandlestickMatches {
        s4 = s3
        s3 = s2
        s2 = s1
        s1 = now
        now = CandleShape(open: open, high: high, low: low, close: close)
        let range = high - low
        let tenSums = tens.sumBefore(SIMD4(now.body, range, now.upperShadow + now.lowerShadow, 0))
        let fiveSum = fives.sumBefore(SIMD4(range, 0, 0, 0))[0]
        now.classify(tens: tenSums, five: fiveSum)

        var matches = CandlestickMatches()
        matchOne(&matches)
        matchTwo(&matches)
        matchThree(&matches)
        if s4.isLong { matchFive(&matches) }
        matchLadderBottom(&matches)
        if seen < Self.longestLookback {
            matches.formIntersection(Self.permitted[seen])
            seen += 1
        }
        return matches
    }

    private static let longestLookback = 14
}
