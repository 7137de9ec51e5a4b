import PulseAnalytics
import PulseCore
import PulseTesting
import Testing

@Suite("Promises of every indicator in the catalogue")
struct IndicatorPromiseTests {
    /// Walks with and without candles in which nothing was traded.
    private static let candles = [
        RandomWalk.candles(count: 3_000, seed: 21, volatility: 0.002),
        RandomWalk.candles(count: 1_500, seed: 22, timeframe: .h1, price: 0.5, volatility: 0.02, quietCandles: true),
    ]

    /// The usual arguments, and smaller ones at the edge of what is allowed.
    private static let selections: [String] = IndicatorCatalog.all.flatMap { definition in
        let lowest = definition.parameters.map { $0.isWhole ? String(Int($0.range.lowerBound)) : "1" }
        let smallest = ["macd", "ppo"].contains(definition.name) ? ["1", "2", "1"].prefix(lowest.count).map { $0 } : lowest
        let odd = definition.parameters.enumerated().map { $1.isWhole ? String(11 + 2 * $0) : "1.5" }
        let variants = definition.parameters.isEmpty ? [] : [smallest, odd].map { definition.name + ":" + $0.joined(separator: ",") }
        return [definition.name] + variants
    }

    @Test("P1: any cutting gives the same bits", arguments: selections)
    func p1Cutting(_ selection: String) throws {
        let indicator = try IndicatorSelection(selection).make()
        for candles in Self.candles {
            #expect(IndicatorPromise.cuttingFault(indicator, over: candles, seed: 5) == nil)
        }
    }

    @Test("P2: nothing depends on later candles", arguments: selections)
    func p2Causality(_ selection: String) throws {
        let indicator = try IndicatorSelection(selection).make()
        let candles = Self.candles[0][0..<700]
        #expect(IndicatorPromise.causalityFault(indicator, over: candles, at: [1, 2, 37, 150, 255, 256, 257, 511, 698]) == nil)
    }

    @Test("NaN up to the warm-up, finite from then on", arguments: selections)
    func warmup(_ selection: String) throws {
        let indicator = try IndicatorSelection(selection).make()
        for candles in Self.candles {
            #expect(IndicatorPromise.warmupFault(indicator, over: candles) == nil)
        }
    }

    @Test("flat prices and no volume give finite, neutral values", arguments: selections)
    func stillness(_ selection: String) throws {
        let indicator = try IndicatorSelection(selection).make()
        var still = CandleColumns()
        for index in 0..<600 {
            let price = index < 300 ? 4_261.48 : 0.07
            let time = Timestamp(milliseconds: Int64(index) * 60_000)
            still.append(Candle(openTime: time, open: price, high: price, low: price, close: price, volume: index % 200 < 100 ? 0 : 7.3))
        }
        #expect(IndicatorPromise.warmupFault(indicator, over: still) == nil)
    }

    @Test("the checks catch planted faults")
    func p1p2Mutants() {
        let candles = Self.candles[0]
        #expect(IndicatorPromise.cuttingFault(CentredMean(), over: candles, seed: 5) != nil)
        #expect(IndicatorPromise.causalityFault(CentredMean(), over: candles, at: [150]) != nil)
        #expect(IndicatorPromise.cuttingFault(NormalizedClose(), over: candles, seed: 5) != nil)
        #expect(IndicatorPromise.causalityFault(NormalizedClose(), over: candles, at: [150]) != nil)
        #expect(IndicatorPromise.cuttingFault(DriftingSum(), over: candles, seed: 5) != nil)
        #expect(IndicatorPromise.causalityFault(DriftingSum(), over: candles, at: [150]) == nil)
        #expect(IndicatorPromise.warmupFault(LateMean(), over: candles) != nil)
    }
}
