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

    private let isGapless: Bool
    /// Candles taken so far.
    private var count = 0
    private var shapes = [CandleShape](repeating: CandleShape(), count: RecentCandles.capacity)

    private static let longestLookback = 14

    /// The bits that may be reported on each of the first candles.
    private static let permitted: [UInt64] = (0...longestLookback).map { seen in
        CandlestickPattern.allCases.reduce(0) { $1.lookback <= seen ? $0 | $1.bit : $0 }
    }

    public init(ruleSet: CandlestickRuleSet = .cryptoGapless) {
        self.ruleSet = ruleSet
        isGapless = ruleSet == .cryptoGapless
    }

    /// Takes the next candles and writes one set of patterns for each.
    public mutating func process(_ block: CandleBlock, into matches: UnsafeMutablePointer<CandlestickMatches>) {
        process(block, into: matches) { _ in true }
    }

    /// As above, but writes no patterns for the candles of the block that are not asked about.
    @inline(__always)
    mutating func process(_ block: CandleBlock, into matches: UnsafeMutablePointer<CandlestickMatches>, where isAsked: (Int) -> Bool) {
        let first = count
        count += block.count
        let isGapless = isGapless
        shapes.withUnsafeMutableBufferPointer { buffer in
            guard let ring = buffer.baseAddress else { return }
            for position in 0..<block.count {
                var shape = CandleShape(
                    open: block.open[position], high: block.high[position], low: block.low[position], close: block.close[position])
                let recent = RecentCandles(ring: ring, newest: first + position, isGapless: isGapless)
                shape.classify(recent.sumsBefore)
                ring[recent.newest & RecentCandles.mask] = shape
                var found = isAsked(position) ? recent.matches : CandlestickMatches()
                if recent.newest <= Self.longestLookback { found.formIntersection(Self.permitted[recent.newest]) }
                matches[position] = found
            }
        }
    }
}
