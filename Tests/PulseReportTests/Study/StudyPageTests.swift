import Foundation
import PulseReport
import Testing

@Suite struct StudyPageTests {
    private static func page(_ document: StudyDocument, charts: ChartLibrary? = ReportPageTests.charts) throws -> String {
        String(decoding: try StudyPage(document, charts: charts).bytes(), as: UTF8.self)
    }

    private static func markup(_ page: String) -> String {
        page.components(separatedBy: "<body>").last?.components(separatedBy: "<script").first ?? ""
    }

    private static let several = StudyFixture(folds: 6, paths: 3, objectives: ["Sharpe ratio", "maximum drawdown"])

    @Test func thePageLoadsNothing() throws {
        let page = try Self.page(Self.several.make().document)
        #expect(ReportPageTests.loads(page) == [])
        #expect(page.contains("default-src 'none'"))
        let markup = Self.markup(page)
        #expect(!markup.contains("http:") && !markup.contains("https:"))
        #expect(markup.range(of: #"\son[a-z]+\s*="#, options: .regularExpression) == nil, "no handlers in attributes")
        let ids = markup.components(separatedBy: " id=\"").dropFirst().map { $0.prefix { $0 != "\"" } }
        #expect(Set(ids).count == ids.count, "ids are unique")
    }

    @Test func sectionsStandInTheirOrderAndAreLinked() throws {
        let page = try Self.page(Self.several.make().document)
        let ids = [
            "verdict", "figures", "paths", "folds", "evidence", "maps", "profiles", "trials", "front", "robustness", "search", "glossary",
        ]
        let places = ids.compactMap { page.range(of: "<section id=\"\($0)\"")?.lowerBound }
        #expect(places.count == ids.count && places == places.sorted())
        for id in ids.dropFirst() { #expect(page.contains("<a href=\"#\(id)\">"), "\(id)") }
        #expect(page.components(separatedBy: "<section").count - 1 == ids.count)
        #expect(page.contains("<p class=\"badge\"><i aria-hidden=\"true\">&#177;</i>Mixed</p>"))
    }

    @Test func aSingleObjectiveHasNoFront() throws {
        let page = try Self.page(StudyFixture().make().document)
        #expect(!page.contains("id=\"front\"") && !page.contains("href=\"#front\""))
    }

    @Test func tagsAreBalanced() throws {
        for document in [
            Self.several.make().document, StudyFixture.nothing, StudyFixture(trials: 3, parameters: 1, folds: 0).make().document,
        ] {
            let markup = Self.markup(try Self.page(document))
            for tag in ["section", "table", "tr", "td", "th", "tbody", "thead", "figure", "svg", "div", "span", "i", "p", "ul", "li", "g"] {
                let opened = markup.components(separatedBy: "<\(tag) ").count + markup.components(separatedBy: "<\(tag)>").count
                #expect(opened - 1 == markup.components(separatedBy: "</\(tag)>").count, "\(tag)")
            }
        }
    }

    @Test func hostileTextsStayTexts() throws {
        let evil = "\"><img src=x onerror=alert(1)>'&\u{202E}</script><script>alert(2)</script>{{data}}"
        var document = Self.several.make().document
        document.strategy = evil
        document.study = evil
        document.engineVersion = evil
        document.command = evil
        document.instruments = [evil]
        document.timeframe = evil
        document.base = evil
        document.from = evil
        document.to = evil
        document.search = evil
        document.validation = evil
        document.constraints = [evil]
        document.objectives = [evil, evil]
        document.parameters = document.parameters.map { _ in .init(path: evil, domain: evil) }
        document.verdict.headline = evil
        document.verdict.reasons = [.init(isFor: true, sentence: evil), .init(isFor: false, sentence: evil)]
        document.evidence.overfitting = nil
        document.evidence.overfittingReason = evil
        for index in document.table.indices { document.table[index].parameters = document.table[index].parameters.map { _ in evil } }
        document.best = document.table.first
        document.front = document.table
        document.given.parameters = [evil]
        for index in document.folds.indices {
            document.folds[index].training = [evil]
            document.folds[index].test = [evil, evil]
            document.folds[index].parameters = [evil]
        }
        for index in document.maps.indices {
            document.maps[index].x = evil
            document.maps[index].y = evil
            document.maps[index].columns = document.maps[index].columns.map { _ in evil }
            document.maps[index].rows = document.maps[index].rows.map { _ in evil }
        }
        for index in document.profiles.indices {
            document.profiles[index].path = evil
            document.profiles[index].byFold = [evil]
            for bin in document.profiles[index].bins.indices { document.profiles[index].bins[bin].label = evil }
        }
        document.robustness?.intervals[0].of = evil
        document.robustness?.intervals[0].figure = evil
        document.robustness?.years[0].name = evil
        document.robustness?.regimes[0].name = evil
        let page = try Self.page(document)
        #expect(!page.contains("<img") && !page.contains("<script>alert") && !page.contains("\u{202E}"))
        #expect(page.components(separatedBy: "<script").count == 4, "data, library, script")
        #expect(page.contains("{{data}}"), "what is put in is not filled again")
    }

    @Test func undefinedFiguresAreNeverNothing() throws {
        var document = StudyFixture().make().document
        document.evidence = StudyEvidence()
        document.evidence.overfittingReason = "fewer than 16 days a block"
        document.best?.figures = StudyFigures()
        let page = try Self.page(document)
        #expect(page.contains("fewer than 16 days a block"))
        #expect(page.contains("<td class=\"number none\" title=\"too few days\">--</td>"))
        #expect(page.contains("title=\"the strategy as given could not be judged on these days\">--</td>"))
        for word in [">nan", ">inf", ">NaN", ">-nan", "nan%", "(nan", "inf%"] { #expect(!Self.markup(page).contains(word), "\(word)") }
        let ladder = page.components(separatedBy: "class=\"ladder\"").last?.components(separatedBy: "</div><p").first ?? ""
        #expect(ladder.components(separatedBy: "<b>--</b>").count == 5 && !ladder.contains("width:"))
    }

    @Test func anEmptyStudyHasAPage() throws {
        let page = try Self.page(StudyFixture.nothing)
        #expect(page.contains("</html>") && page.contains("No trial could be judged.") && page.contains("There was no validation"))
        #expect(page.contains("No fold was tested") && !page.contains("id=\"maps\"") && !page.contains("id=\"robustness\""))
        var document = StudyFixture().make().document
        document.table = []
        document.best = nil
        document.folds[0].chosen = nil
        document.folds[0].outOfSample = nil
        document.paths[0].times = []
        document.maps[0].columns = []
        document.profiles[0].bins = []
        document.evidence.logitCounts = []
        document.robustness = StudyRobustness()
        #expect(try Self.page(document).contains("no trial could be judged"))
    }

    @Test func withoutALibraryThePageSaysHowToGetOne() throws {
        let page = try Self.page(StudyFixture().make().document, charts: nil)
        #expect(page.contains("libjs-dygraphs") && page.contains("id=\"trial-table\"") && !page.contains("id=\"chart-paths\""))
    }

    /// P6: nothing of the clock, the machine or the order of hashing gets in, and a document that was read back gives the same page.
    @Test func theSameDocumentGivesTheSameBytes() throws {
        let document = Self.several.make().document
        let again = try CanonicalJSON.decode(StudyDocument.self, from: CanonicalJSON.encode(document))
        #expect(again == document)
        #expect(try Self.page(document) == Self.page(again))
    }

    /// P9: every list of the page is bounded.
    @Test func largeStudiesStaySmall() throws {
        var document = StudyFixture(trials: 600, folds: 300, paths: 60).make().document
        document.table = Array(repeating: document.table, count: 20).flatMap { $0 }
        document.maps = Array(repeating: document.maps, count: 20).flatMap { $0 }
        var long = document.paths[0]
        long.times = (0..<20_000).map { Int64($0) * 86_400_000 }
        long.equity = long.times.map { _ in 1.5 }
        long.given = long.equity
        long.hold = long.equity
        document.paths = Array(repeating: long, count: 60)
        let page = try Self.page(document)
        #expect(page.utf8.count < 3_000_000)
        #expect(page.contains("And 100 more in study.json") && page.contains("40 paths, the middle one strong"))
    }

    /// Where less is better, colours and boxes turn round and texts stay.
    @Test func drawdownsAreBetterTheSmallerTheyAre() throws {
        var document = StudyFixture(trials: 30, objectives: ["maximum drawdown"]).make().document
        document.maps = [
            StudyMap(
                x: "a", y: "b", columns: ["1", "2"], rows: ["1"],
                cells: [
                    .init(column: 0, row: 0, trials: 3, median: 0.1, best: 0.05),
                    .init(column: 1, row: 0, trials: 3, median: 0.4, best: 0.3),
                ])
        ]
        document.folds[0].outOfSample = 0.1
        document.folds[0].median = 0.3
        document.folds[0].given = 0.2
        let page = try Self.page(document)
        #expect(page.contains("<td class=\"lo\" style=\"--a:5%\" title=\"a 1, b 1: 3 trials, median -10.00%, best -5.00%\">"))
        #expect(page.contains("<td class=\"lo strong\" style=\"--a:100%\" title=\"a 2, b 1: 3 trials, median -40.00%, best -30.00%\">"))
        #expect(page.contains("<td class=\"beat up\">both</td>"))
    }
}
