import Foundation
import PulseCore
import PulseReport
import PulseTesting
import Testing

@Suite struct ReportPageTests {
    static let charts = ChartLibrary(
        script: "/* https://example.org/licence */ var Dygraph = 1; \"</script>\";\n//# sourceMappingURL=dygraph.min.js.map", style: "")

    static func page(_ fixture: RunFixture = RunFixture(candles: 600, trades: 6), charts: ChartLibrary? = charts) throws -> String {
        let (document, series) = fixture.make()
        return String(decoding: try ReportPage(document, series, charts: charts).bytes(), as: UTF8.self)
    }

    /// Patterns with which a page makes a browser load something.
    static func loads(_ page: String) -> [String] {
        let patterns = [
            #"<(script|img|iframe|link|object|embed|audio|video|source)\b[^>]*\b(src|href|data)\s*="#, #"@import"#,
            #"url\(\s*["']?(?!data:)[^)]"#,
            #"\bfetch\s*\("#, #"XMLHttpRequest"#, #"WebSocket"#, #"EventSource"#, #"import\s*\("#, #"sourceMappingURL="#,
            #"(src|href|action)\s*=\s*["']?(https?:)?//"#,
        ]
        return patterns.filter { page.range(of: $0, options: .regularExpression) != nil }
    }

    @Test func thePageLoadsNothing() throws {
        let page = try Self.page()
        #expect(Self.loads(page) == [])
        #expect(page.contains("default-src 'none'"))
        let markup = page.components(separatedBy: "<script")[0]
        #expect(markup.range(of: #"\son[a-z]+\s*="#, options: .regularExpression) == nil, "no handlers in attributes")
        let ids = markup.components(separatedBy: " id=\"").dropFirst().map { $0.prefix { $0 != "\"" } }
        #expect(Set(ids).count == ids.count, "ids are unique")
    }

    @Test func theCheckOfLoadsCatchesOne() {
        for planted in [
            "<script src=\"https://cdn.example/x.js\"></script>", "<img src=x>", "<style>@import 'a.css'</style>",
            "<p style=\"background:url(a.png)\">",
            "<script>fetch('/x')</script>", "<a href=\"//example.org\">", "//# sourceMappingURL=a.map",
        ] {
            #expect(!Self.loads(planted).isEmpty, "\(planted)")
        }
    }

    @Test func theInstalledLibraryLoadsNothingEither() throws {
        guard let library = ChartLibrary.find() else { return }
        #expect(!library.script.contains("sourceMappingURL") && !library.style.contains("sourceMappingURL"))
        // dygraphs can read a CSV file by itself; the policy of the page forbids it, and nothing asks for it.
        let page = try Self.page(charts: library).replacing("XMLHttpRequest", with: "")
        #expect(Self.loads(page) == [])
    }

    @Test func hostileTextsStayTexts() throws {
        var (document, series) = RunFixture(candles: 300, trades: 2, name: "<script>alert(1)</script>{{data}}").make()
        let evil = "\"><img src=x onerror=alert(1)>'&\u{202E}"
        document.strategy.text = evil + "</pre></script>"
        document.warnings = [evil]
        document.assumptions = [Assumption(evil, evil)]
        document.command = evil
        document.quoteCurrency = evil
        document.run = evil
        document.metrics[0].reason = evil
        document.metrics[1].definition = evil
        document.heads[0].head = evil
        document.rejections = [NamedCount(evil, 1)]
        document.costs.rules = [evil]
        let page = String(decoding: try ReportPage(document, series, charts: nil).bytes(), as: UTF8.self)
        #expect(!page.contains("<img") && !page.contains("<script>alert") && !page.contains("\u{202E}"))
        #expect(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;{{data}}"), "what is put in is not filled again")
        series.trades = []
        #expect(page.components(separatedBy: "<script").count == 4, "data, library, script")
    }

    @Test func aLibraryCannotEndItsElement() throws {
        let page = try Self.page()
        #expect(page.contains("<\\/script>\";"))
        #expect(page.components(separatedBy: "</script>").count == 4)
    }

    @Test func sectionsStandInTheirOrder() throws {
        let page = try Self.page()
        let ids = [
            "class=\"verdict\"", "id=\"assumptions\"", "id=\"figures\"", "id=\"scenarios\"", "id=\"charts\"", "id=\"chart-regimes\"",
            "id=\"periods\"",
            "id=\"returns\"",
            "id=\"drawdowns\"", "id=\"trades\"", "id=\"heads\"", "id=\"verdicts\"", "id=\"rejections\"",
            "id=\"costs\"", "id=\"metrics\"",
            "id=\"provenance\"",
        ]
        let places = ids.compactMap { page.range(of: $0)?.lowerBound }
        #expect(places.count == ids.count && places == places.sorted())
    }

    @Test func undefinedFiguresSayWhy() throws {
        let page = try Self.page(RunFixture(candles: 600, trades: 0))
        #expect(page.contains("needs 36 months") && page.contains("there were no trades"))
        #expect(page.contains("Nothing was traded."))
        for word in [">nan", ">inf", ">NaN", ">-nan"] { #expect(!page.contains(word)) }
    }

    @Test func withoutALibraryThePageSaysHowToGetOne() throws {
        let page = try Self.page(charts: nil)
        #expect(page.contains("libjs-dygraphs") && page.contains("id=\"trade-table\""))
        #expect(!page.contains("id=\"stack\""))
    }

    @Test(arguments: [0, 1, 2]) func fewCandlesAreEnough(candles: Int) throws {
        let page = try Self.page(RunFixture(candles: candles, trades: 0))
        #expect(page.contains("</html>"))
    }

    /// P6: nothing of the clock, the machine or the order of hashing gets in.
    @Test func theSameInputGivesTheSameBytes() throws {
        #expect(try Self.page() == Self.page())
    }

    /// P9: the page of a long run stays small; every list in it is bounded.
    @Test func longRunsStaySmall() throws {
        let (document, series) = RunFixture(candles: 250_000, instruments: 1, trades: 6_000, heads: HeadID.nine, timeframe: .m1).make()
        let page = try ReportPage(document, series, charts: nil).bytes()
        #expect(page.count < 3_000_000)
        #expect(page.count > 100_000)
        let text = String(decoding: try ReportPage(document, series, charts: Self.charts).bytes(), as: UTF8.self)
        #expect(text.utf8.count < 3_000_000 - 140_000, "room for the library")
        #expect(text.components(separatedBy: "<tr data-trade=").count - 1 == ReportPage.longestTradesTable)
        #expect(text.contains("The first 2,000 of 6,000 trades"))
    }

    @Test func theLibraryIsFoundWhereTheEnvironmentSays() throws {
        let home = try TemporaryDirectory()
        try home.write("var Dygraph = 'mine';", to: "dygraph.min.js")
        for value in [home.url.path, home.file("dygraph.min.js").path] {
            #expect(ChartLibrary.find(environment: ["ALPHAPULSE_DYGRAPHS": value])?.script == "var Dygraph = 'mine';")
        }
    }
}
