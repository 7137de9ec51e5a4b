import Foundation
import PulseReport
import Testing

@Suite struct StudyTextTests {
    private static func text(_ fixture: StudyFixture = StudyFixture(), _ style: TextStyle = TextStyle()) -> String {
        StudyText(fixture.make().document, style: style).text()
    }

    @Test func theVerdictComesFirstWithItsReasons() {
        let lines = Self.text().split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines[0] == "Trend and structure · study 9d41b7c2e05f")
        #expect(lines[3].hasPrefix("Mixed: Better than the strategy"))
        #expect(lines.filter { $0.hasPrefix("  + ") }.count == 3 && lines.filter { $0.hasPrefix("  - ") }.count == 2)
        let order = ["Mixed:", "Total return", "Evidence:", "consensus.threshold", "Folds by", "Best trials", "400 trials, 10 of them"]
        let text = Self.text()
        let places = order.compactMap { text.range(of: $0)?.lowerBound }
        #expect(places.count == order.count && places == places.sorted())
    }

    @Test(arguments: [60, 80, 100, 140])
    func linesFitIntoTheWidth(width: Int) {
        let fixtures = [
            StudyFixture(),
            StudyFixture(parameters: 8, folds: 15, paths: 5, objectives: ["Sharpe ratio", "maximum drawdown", "total return"]),
            StudyFixture(trials: 9, name: String(repeating: "long name ", count: 40)),
        ]
        for fixture in fixtures {
            for line in Self.text(fixture, TextStyle(width: width)).split(separator: "\n") {
                #expect(line.count <= width, "\(line)")
            }
        }
    }

    @Test func colourComesFromTheStyleAlone() {
        #expect(!Self.text().contains("\u{1B}"))
        #expect(Self.text(StudyFixture(outcome: .luck), TextStyle(colour: true)).contains("\u{1B}[31mLuck: "))
        #expect(Self.text(StudyFixture(), TextStyle(unicode: false)).utf8.allSatisfy { $0 < 128 })
    }

    @Test func undefinedFiguresAreNeverNothing() {
        var document = StudyFixture().make().document
        document.evidence.overfitting = nil
        document.evidence.overfittingReason = "fewer than 16 days a block"
        let text = StudyText(document).text()
        #expect(text.contains("PBO -- (fewer than 16 days a block)"))
        #expect(!text.contains(" nan") && !text.contains(" inf"))
        // The third fold of the fixture has no figure for the strategy as given.
        #expect(text.split(separator: "\n").contains { $0.hasPrefix("     3  ") && $0.contains("  --  ") })
    }

    @Test func severalTestedSpansAndInstantsAreShort() {
        var document = StudyFixture(trials: 20).make().document
        document.from = "2023-01-01T04:00:00Z"
        document.folds[0].test = ["2023-05-12 to 2023-06-20", "2023-08-01 to 2023-09-08", "2024-01-01 to 2024-02-02"]
        let text = StudyText(document).text()
        #expect(text.contains("2023-01-01 04:00 to 2024-12-31") && text.contains("  2023-05/2023-06 2023-08/2023-09 +1  "))
    }

    @Test func anEmptyStudyHasAText() {
        let text = StudyText(StudyFixture.nothing).text()
        #expect(text.hasPrefix("Nothing · study 00ff00ff00ff\n") && text.contains("Unknown\n") && text.contains("No trial was chosen."))
        #expect(!text.contains("Folds by") && !text.contains("Best trials"))
        #expect(text.contains("Total return         --"))
    }

    @Test func hostileTextsDoNotSteerTheTerminal() {
        var document = StudyFixture(trials: 20).make().document
        let evil = "a\u{1B}[2Jb\u{202E}c\nd"
        document.strategy = evil
        document.instruments = [evil]
        document.search = evil
        document.validation = evil
        document.objectives = [evil]
        document.parameters[0].path = evil
        document.table[0].parameters[0] = evil
        document.folds[0].test = [evil]
        document.verdict.headline = evil
        document.verdict.reasons = [.init(isFor: true, sentence: evil)]
        document.study = evil
        document.timeframe = evil
        document.base = evil
        document.from = evil
        let text = StudyText(document).text()
        #expect(!text.contains("\u{1B}") && !text.contains("\u{202E}") && !text.contains("c\nd"))
    }
}
