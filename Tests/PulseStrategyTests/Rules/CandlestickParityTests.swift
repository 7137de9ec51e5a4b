import PulseCore
import PulseStrategy
import PulseTesting
import Testing

/// TA-Lib's own results over 5,000 hourly candles, value for value.
@Suite struct CandlestickParityTests {
    static let candlesFile = "peers/golden/candles_btcusdt_1h_5000.csv"
    static let goldenFile = "peers/golden/indicators_talib_all_defaults.csv.gz"

    @Test(.enabled(if: SharedData.has(candlesFile) && SharedData.has(goldenFile)))
    func strictRulesGiveTheValuesOfTALib() throws {
        let source = try SharedData.columns(Self.candlesFile)
        let golden = try SharedData.columns(Self.goldenFile)
        let candles = try Self.candles(source)
        let found = Self.matches(candles, .talibStrict)
        for pattern in CandlestickPattern.allCases {
            let expected = try #require(golden[pattern.talibName], "no column \(pattern.talibName)")
            let wrong = (0..<candles.count).filter { Double(found[$0][pattern]) != expected[$0] }
            #expect(wrong == [], "\(pattern.talibName) differs at \(wrong.count) candles")
        }
    }

    /// The check can fail: the other rule set differs from TA-Lib where gaps matter.
    @Test(.enabled(if: SharedData.has(candlesFile) && SharedData.has(goldenFile)))
    func gaplessRulesDifferWhereGapsMatter() throws {
        let candles = try Self.candles(SharedData.columns(Self.candlesFile))
        let strict = Self.matches(candles, .talibStrict)
        let gapless = Self.matches(candles, .cryptoGapless)
        for pattern in [CandlestickPattern.morningStar, .eveningStar, .piercing, .darkCloudCover, .invertedHammer, .shootingStar] {
            let before = strict.count { $0[pattern] != 0 }
            let now = gapless.count { $0[pattern] != 0 }
            #expect(now > 2 * before, "\(pattern): \(before) strict, \(now) gapless")
        }
        for pattern in [CandlestickPattern.doji, .spinningTop, .marubozu, .longLine] {
            #expect(strict.map { $0[pattern] } == gapless.map { $0[pattern] })
        }
    }

    static func candles(_ columns: [String: [Double]]) throws -> CandleColumns {
        let time = try #require(columns["open_time"])
        let zero = [Double](repeating: 0, count: time.count)
        return CandleColumns(
            openTime: time.map { Int64($0) }, open: try #require(columns["open"]), high: try #require(columns["high"]),
            low: try #require(columns["low"]), close: try #require(columns["close"]), volume: try #require(columns["volume"]),
            quoteVolume: zero, tradeCount: zero.map { Int64($0) }, takerBuyVolume: zero, takerBuyQuoteVolume: zero)
    }

    static func matches(_ candles: CandleColumns, _ ruleSet: CandlestickRuleSet) -> [CandlestickMatches] {
        var patterns = CandlestickPatterns(ruleSet: ruleSet)
        var result = [CandlestickMatches](repeating: CandlestickMatches(), count: candles.count)
        candles.withBlock { block in
            result.withUnsafeMutableBufferPointer { buffer in
                if let base = buffer.baseAddress { patterns.process(block, into: base) }
            }
        }
        return result
    }
}
