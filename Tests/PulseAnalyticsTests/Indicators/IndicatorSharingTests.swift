import PulseAnalytics
import PulseCore
import PulseTesting
import Testing

@Suite("Columns that a set computes once")
struct IndicatorSharingTests {
    /// Selections that can share with each other, and some that cannot.
    private static let choices = [
        "sma:20", "sma:5", "sma:20", "bollinger:20,2", "bollinger:20,1.5", "bollinger:5,2", "ema:20", "ema:4", "ema:20", "keltner:20,10,2",
        "keltner:4,10,2", "rma:20", "rsi:14", "macd:8,24,9", "atr:14", "adx:14", "di:14", "stochastic:14,3,3", "obv", "vwap", "dema:20",
        "deviation:20",
    ]

    /// Where the columns of a set, fed with blocks of any length, differ from those of its members alone, or nil.
    private static func fault(_ indicators: [any Indicator], over candles: CandleColumns, seed: UInt64) -> String? {
        let count = candles.count
        for cutting in Cuttings.varied(count: count, seed: seed) {
            var set = IndicatorSet(indicators)
            var flat = [Double](repeating: -1, count: set.columnCount * count)
            for range in cutting {
                flat.withUnsafeMutableBufferPointer { buffer in
                    guard let base = buffer.baseAddress else { return }
                    let outputs = (0..<set.columnCount).map { base + ($0 * count + range.lowerBound) }
                    candles.withBlock(range) { set.process($0, into: outputs) }
                }
            }
            var first = 0
            for (member, indicator) in indicators.enumerated() {
                for column in IndicatorRun(indicator, over: candles).columns {
                    let shared = flat[first * count..<(first + 1) * count]
                    let isSame = zip(column, shared).allSatisfy { $0.bitPattern == $1.bitPattern || $0.isNaN && $1.isNaN }
                    if !isSame { return "member \(member), column \(first)" }
                    first += 1
                }
            }
        }
        return nil
    }

    @Test("any members give the same bits together as alone", arguments: 0..<24 as Range<UInt64>)
    func together(_ seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let candles = RandomWalk.candles(count: 700, seed: seed, volatility: 0.01, quietCandles: seed % 2 == 0)
        let number = 1 + Int(random.next() % 9)
        let indicators = try (0..<number).map { _ in
            try IndicatorSelection(Self.choices[Int(random.next() % UInt64(Self.choices.count))]).make()
        }
        #expect(Self.fault(indicators, over: candles, seed: seed) == nil)
    }

    @Test("a member that says it holds what it does not is found out")
    func mutant() {
        let candles = RandomWalk.candles(count: 200, seed: 4)
        let honest: [any Indicator] = [BollingerBands(period: 20), CloseIndicator(SimpleMean(period: 20))]
        #expect(Self.fault(honest, over: candles, seed: 1) == nil)
        #expect(Self.fault([BollingerBands(period: 20), PretendedMean()], over: candles, seed: 1) != nil)
    }
}

/// Says that it is a mean of twenty closes, and is one of nineteen.
private struct PretendedMean: Indicator {
    var warmup: Int { mean.warmup }
    var contents: [ColumnContent?] { [.simpleMean(period: 20)] }
    private var mean = CloseIndicator(SimpleMean(period: 19))

    mutating func process(_ block: CandleBlock, into outputs: UnsafeBufferPointer<UnsafeMutablePointer<Double>>) {
        mean.process(block, into: outputs)
    }
}
