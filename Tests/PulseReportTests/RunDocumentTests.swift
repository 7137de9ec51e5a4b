import Foundation
import PulseCore
import PulseReport
import Testing

@Suite struct RunDocumentTests {
    /// A document that is as small as it can be.
    static let small = RunDocument(
        run: "00ff", kind: .simulate, engineVersion: "1.2.3", command: "alphapulse simulate --signals a.csv",
        strategy: RunStrategy(name: "a \"b\" <c>", hash: "1a", text: "x: 1\n"), instruments: [], timeframe: .h1, baseTimeframe: .m1,
        range: TimeRange(from: Timestamp(milliseconds: 0), to: Timestamp(milliseconds: 1_500)), candles: 3,
        seed: 18_446_744_073_709_551_615, assumptions: [Assumption("Fills", "next open")], warnings: [], quoteCurrency: "USDT",
        startEquity: Cash(units: 1_000_000_000_000), finalEquity: Cash(units: -1),
        costs: CostSummary(
            tradedNotional: .zero, grossProfit: Cash(units: 9_223_372_036_854_775_807), fees: Cash(units: 150_000_000), slippage: .zero,
            netProfit: Cash(units: -9_223_372_036_854_775_807), rules: []),
        scenarios: [ScenarioResult(name: .expected, description: "", finalEquity: .one, totalReturn: 0.1, trades: 0)],
        metrics: [
            RunMetric(key: "totalReturn", name: "Total return", unit: .gain, group: .result, value: -1e-7, benchmark: 3, definition: "d"),
            RunMetric(key: "sharpe", name: "Sharpe ratio", unit: .ratio, group: .ratios, value: .nan, definition: "d"),
        ],
        conventions: RunConventions(
            periodsPerYear: 365, riskFreeRate: 0, sampling: "daily", firstDay: Timestamp(milliseconds: 86_400_000), returns: 2),
        trades: 0, signals: 1, rejections: [NamedCount("noCash", 1)], verdicts: [], heads: [], votesDigest: "", ledgerDigest: "ab")

    /// The bytes are a promise: programs read them, and run ids stand for them.
    @Test func canonicalBytesAreStable() throws {
        let text = String(decoding: try CanonicalJSON.encode(Self.small, onOneLine: true), as: UTF8.self)
        #expect(
            text == #"{"assumptions":[{"text":"next open","topic":"Fills"}],"baseTimeframe":"1m","candles":3,"#
                + #""command":"alphapulse simulate --signals a.csv","#
                + #""conventions":{"firstDay":"1970-01-02T00:00:00Z","periodsPerYear":365,"returns":2,"riskFreeRate":0,"sampling":"daily"},"#
                + #""costs":{"fees":1.5,"funding":0,"grossProfit":92233720368.54775807,"netProfit":-92233720368.54775807,"rules":[],"#
                + #""slippage":0,"tradedNotional":0},"engineVersion":"1.2.3","figures":[{"benchmark":3,"definition":"d","group":"result","#
                + #""key":"totalReturn","name":"Total return","unit":"gain","value":-1e-07},{"definition":"d","group":"ratios","#
                + #""key":"sharpe","name":"Sharpe ratio","reason":"not a finite number","unit":"ratio"}],"finalEquity":-0.00000001,"#
                + #""from":"1970-01-01T00:00:00Z","heads":[],"instruments":[],"kind":"simulate","ledgerDigest":"ab","#
                + #""metrics":{"sharpe":null,"totalReturn":-1e-07},"quoteCurrency":"USDT","rejections":[{"count":1,"name":"noCash"}],"#
                + #""run":"00ff","scenarios":[{"description":"","finalEquity":1,"name":"expected","totalReturn":0.1,"trades":0}],"#
                + #""scenariosDisagree":false,"schema":"alphapulse.run.v1","seed":18446744073709551615,"signals":1,"startEquity":10000,"#
                + #""strategy":{"hash":"1a","name":"a \"b\" \u003cc\u003e","text":"x: 1\n"},"timeframe":"1h","#
                + #""to":"1970-01-01T00:00:01.500Z","trades":0,"tradesOpenAtEnd":0,"verdicts":[],"votesDigest":"","warnings":[]}"# + "\n")
    }

    @Test func readingBackGivesTheSameDocument() throws {
        for document in [Self.small, RunFixture().make().document, RunFixture(trades: 0, name: "\u{0}\u{2028}é").make().document] {
            let bytes = try CanonicalJSON.encode(document)
            let read = try CanonicalJSON.decode(RunDocument.self, from: bytes)
            #expect(read == document)
            #expect(try CanonicalJSON.encode(read) == bytes)
            #expect(try JSONSerialization.jsonObject(with: Data(bytes)) is [String: Any], "other readers must understand it")
        }
    }

    @Test func anotherSchemaIsRefused() throws {
        let text = String(decoding: try CanonicalJSON.encode(Self.small), as: UTF8.self).replacing("alphapulse.run.v1", with: "other.v9")
        #expect(throws: DecodingError.self) { try CanonicalJSON.decode(RunDocument.self, from: Array(text.utf8)) }
    }

    @Test func numbersThatAreNotFiniteNeverReachADocument() throws {
        #expect(throws: EncodingError.self) { try CanonicalJSON.encode([Double.infinity]) }
        let metric = RunMetric(key: "k", name: "n", unit: .ratio, group: .risk, value: .infinity, benchmark: .nan, definition: "")
        #expect(metric.value == nil && metric.reason != nil && metric.benchmark == nil && metric.benchmarkReason != nil)
    }

    @Test(arguments: [
        (0.1, "0.1"), (-0.0, "0"), (5, "5"), (1e21, "1e+21"), (1.5e-9, "1.5e-09"), (0.30000000000000004, "0.30000000000000004"),
    ])
    func numbersHaveTheirShortestText(value: Double, text: String) throws {
        #expect(String(decoding: try CanonicalJSON.encode([value], onOneLine: true), as: UTF8.self) == "[\(text)]\n")
        #expect(Double(text) == value)
    }

    /// What the command line prints has the document's keys and three more.
    @Test func summaryAddsTimingsToTheDocument() throws {
        let summary = RunSummary(Self.small, folder: "reports/x", seconds: 0.5, candlesPerSecond: 6)
        let object = try JSONSerialization.jsonObject(with: Data(CanonicalJSON.encode(summary))) as? [String: Any]
        #expect(object?["folder"] as? String == "reports/x")
        #expect(object?["candlesPerSecond"] as? Double == 6)
        #expect(object?["schema"] as? String == "alphapulse.run.v1")
        let document = String(decoding: try CanonicalJSON.encode(Self.small), as: UTF8.self)
        #expect(!document.contains("\"seconds\"") && !document.contains("folder"))
    }
}
