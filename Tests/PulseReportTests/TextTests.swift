import Foundation
import PulseCore
import PulseReport
import Testing

@Suite struct TextTests {
    @Test(arguments: [
        (0.1234, RunMetric.Unit.gain, "+12.34%"), (-0.5, .gain, "-50.00%"), (0, .gain, "0.00%"), (-0.00001, .gain, "0.00%"),
        (12.5, .gain, "+1,250.00%"),
        (0.612, .share, "61.20%"), (0.236, .drawdown, "-23.60%"), (0, .drawdown, "0.00%"), (1.419, .ratio, "1.42"),
        (0.90039, .probability, "0.9004"),
        (-1_234.5, .money, "-1,234.50"), (1_234_567, .count, "1,234,567"), (273_600_000, .duration, "3d 4h"), (0, .duration, "0s"),
        (34_214_400_000, .duration, "1y 31d"), (750_000, .duration, "12m 30s"),
    ])
    func figuresReadAsStated(value: Double, unit: RunMetric.Unit, text: String) {
        #expect(FigureText.text(value, unit) == text)
    }

    @Test func undefinedNeverReadsAsANumber() {
        for unit in RunMetric.Unit.allCases {
            for value in [nil, Double.nan, .infinity, -.infinity] { #expect(FigureText.text(value, unit) == "--") }
        }
    }

    @Test func everyScoreReadsBackAsItself() {
        for raw in 0...1_024 {
            let text = ScoreText.text(Score(raw: raw))
            #expect(Score(Double(text) ?? .nan).raw == Int16(raw), "\(text)")
            #expect(text.utf8.count <= 6)
        }
    }

    @Test func decimalsComeFromIntegers() {
        #expect(DecimalText.text(2.675, decimals: 2) == "2.68")
        #expect(DecimalText.text(-0.004, decimals: 2) == "0.00")
        #expect(DecimalText.text(.nan, decimals: 2) == "--")
        #expect(DecimalText.grouped("-1234567.5") == "-1,234,567.5")
        #expect(DecimalText.text(Cash(units: 123_450_000_001)) == "1234.50000001")
        #expect(DecimalText.text(Cash(units: -500_000_000)) == "-5.00")
        #expect(FigureText.words("tooFewHeads") == "too few heads")
    }

    @Test func resultTableShowsReasonsAndBuyAndHold() {
        let document = RunFixture().make().document
        let text = ResultTable(document, style: TextStyle(colour: false, unicode: false, width: 80)).text()
        let lines = text.split(separator: "\n")
        #expect(lines.contains { $0.hasPrefix("Calmar ratio") && $0.contains("--[1]") })
        #expect(lines.contains("[1] needs 36 months"))
        #expect(lines.contains { $0.hasPrefix("Total return") && $0.contains("%") && $0.split(separator: " ").count == 4 })
        #expect(lines.allSatisfy { $0.count <= 80 })
        #expect(text.utf8.allSatisfy { $0 < 128 }, "ASCII was asked for")
        // Warnings stand before the first figure.
        #expect((text.range(of: "! ")?.lowerBound ?? text.endIndex) < (text.range(of: "Total return")?.lowerBound ?? text.startIndex))
        let order = ["Total return", "Sharpe", "Max drawdown", "Trades", "Win rate", "Fees"]
        let places = order.compactMap { name in lines.firstIndex { $0.hasPrefix(name) } }
        #expect(places.count == order.count && places == places.sorted())
    }

    @Test func colourIsOptionalAndNamesCannotSteerTheTerminal() {
        let document = RunFixture(name: "evil\u{1B}[2J\u{202E}").make().document
        #expect(!ResultTable(document).text().contains("\u{1B}"))
        #expect(!ResultTable(document).text().contains("\u{202E}"))
        #expect(ResultTable(document, style: TextStyle(colour: true)).text().contains("\u{1B}[1m"))
        #expect(!ComparisonTable([document, document]).text().contains("\u{1B}"))
    }

    @Test func comparisonPutsRunsBesideEachOtherAndSaysWhatForbidsIt() {
        let one = RunFixture().make().document
        var other = one
        other.conventions.periodsPerYear = 252
        other.run = "aaaaaaaaaaaaaaaa"
        let text = ComparisonTable([one, other]).text()
        #expect(text.contains("aaaaaaaaaaaa") && text.contains(one.shortRun))
        #expect(text.contains("cannot be compared"))
        #expect(!ComparisonTable([one, one]).text().contains("!"))
        #expect(ComparisonTable([]).text() == "no runs\n")
        // Too many for one line go below each other.
        let many = ComparisonTable(Array(repeating: one, count: 9), style: TextStyle(width: 80)).text()
        #expect(many.split(separator: "\n").allSatisfy { $0.count <= 80 })
    }
}
