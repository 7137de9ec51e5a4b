import PulseAnalytics
import PulseCore
import PulseTesting
import Testing

/// What another library computed from the same 5,000 hourly candles of BTCUSDT.
struct GoldenColumn: Sendable {
    enum Source: Sendable {
        case talib, talibWide, pandas
    }

    let selection: String
    let part: Int
    let source: Source
    let column: String
    /// Candles after the first common value before the two must agree; 0 where they start alike.
    let settling: Int

    init(_ selection: String, _ part: Int, _ source: Source, _ column: String, settling: Int = 0) {
        self.selection = selection
        self.part = part
        self.source = source
        self.column = column
        self.settling = settling
    }

    var values: [Double]? {
        switch source {
        case .talib: GoldenTable.talib?.columns[column]
        case .talibWide: GoldenTable.talibWide?.columns[column]
        case .pandas: GoldenTable.pandasWide?.columns[column]
        }
    }
}

@Suite("Indicators against other libraries on real candles", .enabled(if: SharedData.isPresent))
struct GoldenIndicatorTests {
    private static let columns: [GoldenColumn] = [
        GoldenColumn("sma:20", 0, .talib, "sma20"), GoldenColumn("ema:50", 0, .talib, "ema50"), GoldenColumn("rsi:14", 0, .talib, "rsi14"),
        GoldenColumn("macd:8,24,9", 0, .talib, "macd"), GoldenColumn("macd:8,24,9", 1, .talib, "macd_signal"),
        GoldenColumn("macd:8,24,9", 2, .talib, "macd_hist"), GoldenColumn("bollinger:20,2", 0, .talib, "bb_upper"),
        GoldenColumn("bollinger:20,2", 1, .talib, "bb_middle"), GoldenColumn("bollinger:20,2", 2, .talib, "bb_lower"),
        GoldenColumn("atr:14", 0, .talib, "atr14"), GoldenColumn("adx:14", 0, .talib, "adx14"), GoldenColumn("obv", 0, .talib, "obv"),
        GoldenColumn("stochastic:14,3,3", 0, .talib, "stoch_k"), GoldenColumn("stochastic:14,3,3", 1, .talib, "stoch_d"),
        GoldenColumn("vwap", 0, .talib, "vwap"),
        GoldenColumn("di:14", 0, .talibWide, "PLUS_DI"), GoldenColumn("di:14", 1, .talibWide, "MINUS_DI"),
        GoldenColumn("macd:12,26,9", 2, .talibWide, "MACD.macdhist"), GoldenColumn("ppo:12,26", 0, .talibWide, "PPO"),
        GoldenColumn("trix:30", 0, .talibWide, "TRIX"), GoldenColumn("tsi:25,13", 0, .talibWide, "TSI"),
        GoldenColumn("cmo:14", 0, .talibWide, "CMOU"),
        GoldenColumn("cci:14", 0, .talibWide, "CCI"), GoldenColumn("ultimate:7,14,28", 0, .talibWide, "ULTOSC"),
        GoldenColumn("williams:14", 0, .talibWide, "WILLR"), GoldenColumn("awesome:5,34", 0, .talibWide, "AO"),
        GoldenColumn("aroon:14", 0, .talibWide, "AROON.aroonup"), GoldenColumn("aroon:14", 1, .talibWide, "AROON.aroondown"),
        GoldenColumn("aroon:14", 2, .talibWide, "AROONOSC"), GoldenColumn("stochastic:5,3,3", 1, .talibWide, "STOCH.slowd"),
        GoldenColumn("dema:30", 0, .talibWide, "DEMA"), GoldenColumn("tema:30", 0, .talibWide, "TEMA"),
        GoldenColumn("wma:30", 0, .talibWide, "WMA"),
        GoldenColumn("hma:20", 0, .talibWide, "HMA"), GoldenColumn("rma:30", 0, .talibWide, "RMA"),
        GoldenColumn("deviation:5", 0, .talibWide, "STDDEV"),
        GoldenColumn("donchian:20", 0, .talibWide, "DONCHIAN.upperband"), GoldenColumn("donchian:20", 1, .talibWide, "DONCHIAN.middleband"),
        GoldenColumn("donchian:20", 2, .talibWide, "DONCHIAN.lowerband"),

        GoldenColumn("supertrend:10,3", 0, .talibWide, "SUPERTREND.supertrend"),
        GoldenColumn("supertrend:10,3", 1, .talibWide, "SUPERTREND.trend"), GoldenColumn("mass:9,25", 0, .talibWide, "MASSI"),
        GoldenColumn("ad", 0, .talibWide, "AD"), GoldenColumn("cmf:20", 0, .talibWide, "CMF"),
        GoldenColumn("force:13", 0, .talibWide, "EFI"),

        GoldenColumn("ichimoku:9,26", 0, .pandas, "ichimoku.ITS_9"), GoldenColumn("ichimoku:9,26", 1, .pandas, "ichimoku.IKS_26"),
        GoldenColumn("supertrend:7,3", 1, .pandas, "supertrend.SUPERTd_7_3.0", settling: 200), GoldenColumn("cci:20", 0, .pandas, "cci"),
        GoldenColumn("hma:20", 0, .pandas, "hma20"), GoldenColumn("cmf:20", 0, .pandas, "cmf"),
        GoldenColumn("tsi:25,13", 0, .pandas, "tsi.TSI_13_25_13"),
        GoldenColumn("force:13", 0, .pandas, "efi"),
    ]

    @Test("agree to 1e-9", arguments: columns)
    func agreement(_ golden: GoldenColumn) throws {
        let candles = try #require(GoldenTable.candles)
        let expected = try #require(golden.values, "\(golden.column)")
        let values = IndicatorRun(try IndicatorSelection(golden.selection).make(), over: candles).columns[golden.part]
        let start = try #require(values.indices.first { !values[$0].isNaN && !expected[$0].isNaN })
        // Zero crossings have no relative error; there the column's usual size counts, a thousandth of it.
        let sizes = expected.filter { !$0.isNaN }.map(\.magnitude).sorted()
        let floor = sizes[sizes.count / 2] * 1e-3
        var compared = 0
        for index in (start + golden.settling)..<values.count where !values[index].isNaN && !expected[index].isNaN {
            let error = (values[index] - expected[index]).magnitude / max(expected[index].magnitude, floor)
            compared += 1
            if error > 1e-9 {
                Issue.record("\(golden.selection) \(golden.column) at \(index), start \(start): \(values[index]), not \(expected[index])")
                break
            }
        }
        #expect(compared > 4_000)
    }
}
