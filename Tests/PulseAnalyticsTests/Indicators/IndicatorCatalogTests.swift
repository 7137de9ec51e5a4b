import PulseAnalytics
import PulseCore
import PulseTesting
import Testing

@Suite("Catalogue of indicators")
struct IndicatorCatalogTests {
    @Test("reads what users write")
    func reading() throws {
        let macd = try IndicatorSelection("macd:8,24,9")
        #expect(macd.arguments == [8, 24, 9])
        #expect(macd.columns == ["macd:8,24,9", "macd:8,24,9.signal", "macd:8,24,9.histogram"])
        #expect(try macd.make().warmup == 31)
        #expect(
            try IndicatorSelection("bollinger:20,2.5").columns == [
                "bollinger:20,2.5.upper", "bollinger:20,2.5.middle", "bollinger:20,2.5.lower",
            ])
        #expect(try IndicatorSelection("rsi").arguments == [14])
        #expect(try IndicatorSelection("obv").columns == ["obv"])
    }

    @Test(
        "names the fault",
        arguments: [
            ("rsii:14", "no indicator 'rsii'", "did you mean 'rsi'?"),
            ("bolinger:20,2", "no indicator 'bolinger'", "did you mean 'bollinger'?"),
            ("quux", "no indicator 'quux'", "indicators list"),
            ("rsi:14,3", "takes 1 (rsi:period), not 2", ""),
            ("macd:8", "takes 3 (macd:fast,slow,signal), not 1", ""),
            ("obv:3", "takes no argument", ""),
            ("rsi:", "'' in 'rsi:' is not a number", "rsi:period"),
            ("sma:ten", "'ten' in 'sma:ten' is not a number", "sma:period"),
            ("sma:0", "period of indicator 'sma' must be a whole number from 1 to 10000, not 0", ""),
            ("sma:2.5", "must be a whole number", ""),
            ("sma:nan", "is not a number", ""),
            ("bollinger:20,-1", "width of indicator 'bollinger' must be a number from 0.01 to 100, not -1", ""),
            ("macd:24,8,9", "fast must be below slow", ""),
        ])
    func faults(_ text: String, _ message: String, _ hint: String) {
        do throws(PulseError) {
            _ = try IndicatorSelection(text)
            Issue.record("'\(text)' was accepted")
        } catch {
            #expect(error.kind == .usage)
            #expect(error.description.contains(message), "\(error)")
            #expect(hint.isEmpty || error.description.contains(hint) || (error.diagnostics[0].hint ?? "").contains(hint), "\(error)")
        }
    }

    @Test("names are unique, summaries are one line, standard arguments are valid")
    func entries() throws {
        let all = IndicatorCatalog.all
        #expect(Set(all.map(\.name)).count == all.count)
        for definition in all {
            #expect(!definition.summary.contains("\n") && !definition.summary.hasSuffix("."))
            #expect(try definition.make(definition.standardArguments).warmup >= 0)
        }
    }

    @Test("a set gives what its members give alone")
    func sets() throws {
        let candles = RandomWalk.candles(count: 2_000, seed: 3)
        let selections = try IndicatorCatalog.all.map { try IndicatorSelection($0.name) }
        let set = try IndicatorSet(selections)
        let columns = set.compute(candles)
        #expect(columns.count == set.columnCount && set.columnCount == selections.map(\.columns.count).reduce(0, +))
        var first = 0
        for selection in selections {
            let alone = IndicatorRun(try selection.make(), over: candles)
            for (part, column) in alone.columns.enumerated() {
                let same = zip(column, columns[first + part]).allSatisfy { $0.bitPattern == $1.bitPattern || $0.isNaN && $1.isNaN }
                #expect(same, "\(selection.columns[part])")
            }
            first += alone.columns.count
        }
        #expect(set.compute(CandleColumns()) == Array(repeating: [], count: set.columnCount))
        #expect(IndicatorSet([] as [any Indicator]).compute(candles).isEmpty)
    }
}
