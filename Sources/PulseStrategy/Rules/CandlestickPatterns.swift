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
    /// Rings of the last candles.
    private var shapes = [CandleShape](repeating: CandleShape(), count: RecentCandles.capacity)
    private var sums = [CandleSums](repeating: CandleSums(), count: RecentCandles.capacity)
    /// The first candle whose traits have not been set.
    private var firstPlain = 0

    private static let longestLookback = 14
    /// Candles of the longest pattern.
    private static let longestSpan = 5

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
        process(block, into: matches, withNeutral: true) { _ in true }
    }

    /// As above, but writes no patterns for the candles of the block that are not asked about, and leaves out neutral ones unless they are
    /// wanted.
    ///
    /// Traits are set when somebody asks about a candle: its own, and those of the candles before that a pattern could reach back to.
    @inline(__always)
    mutating func process(
        _ block: CandleBlock, into matches: UnsafeMutablePointer<CandlestickMatches>, withNeutral: Bool, where isAsked: (Int) -> Bool
    ) {
        let first = count
        count += block.count
        let isGapless = isGapless
        var firstPlain = firstPlain
        shapes.withUnsafeMutableBufferPointer { shapes in
            sums.withUnsafeMutableBufferPointer { sums in
                guard let shapes = shapes.baseAddress, let sums = sums.baseAddress else { return }
                @inline(__always) func sum(_ index: Int) -> CandleSums { sums[index & RecentCandles.mask] }
                for position in 0..<block.count {
                    let shape = CandleShape(
                        open: block.open[position], high: block.high[position], low: block.low[position], close: block.close[position])
                    let newest = first + position
                    shapes[newest & RecentCandles.mask] = shape
                    sums[newest & RecentCandles.mask] = CandleSums(
                        shape.measures, before: sum(newest - 1), twoBefore: sum(newest - 2), fourBefore: sum(newest - 4))
                    guard isAsked(position) else {
                        matches[position] = CandlestickMatches()
                        continue
                    }
                    for index in max(firstPlain, newest + 1 - Self.longestSpan)...newest {
                        let five = sum(index - 1).five
                        shapes[index & RecentCandles.mask].classify((five, five + sum(index - 6).five))
                    }
                    firstPlain = newest + 1
                    var found = RecentCandles(ring: shapes, newest: newest, isGapless: isGapless).matches(withNeutral: withNeutral)
                    if newest <= Self.longestLookback { found.formIntersection(Self.permitted[newest]) }
                    matches[position] = found
                }
            }
        }
        self.firstPlain = firstPlain
    }
}
