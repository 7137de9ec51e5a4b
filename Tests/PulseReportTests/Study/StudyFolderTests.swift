import Foundation
import PulseCore
import PulseReport
import PulseTesting
import Testing

@Suite struct StudyFolderTests {
    private static let charts = RunFolderTests.charts

    /// Splits a line as RFC 4180 has it.
    private static func cells(_ line: some StringProtocol) -> [String] {
        var cells = [""]
        var isQuoted = false
        for character in line {
            switch character {
            case "\"": isQuoted.toggle()
            case "," where !isQuoted: cells.append("")
            default: cells[cells.count - 1].append(character)
            }
        }
        return cells
    }

    @Test func aFolderHoldsItsFilesAndNothingElse() throws {
        let home = try TemporaryDirectory()
        let (document, rows) = StudyFixture(trials: 40).make()
        let reports = home.file("reports")
        let folder = try StudyFolder.write(document, trials: rows, best: "name: best\n", into: reports, charts: Self.charts)
        #expect(folder.url.lastPathComponent == "study-9d41b7c2e05f")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted() == StudyFolder.files.sorted())
        #expect(try FileManager.default.contentsOfDirectory(atPath: reports.path).count == 1)
        #expect(try folder.document() == document)
        #expect(StudyFolder.list(in: reports) == [folder])
        #expect(RunFolder.list(in: reports).isEmpty, "a study is no run")
        #expect(try String(contentsOf: folder.file("best.yaml"), encoding: .utf8) == "name: best\n")
    }

    @Test func withoutAChosenTrialThereIsNoBestFile() throws {
        let home = try TemporaryDirectory()
        let folder = try StudyFolder.write(StudyFixture.nothing, trials: [], best: nil, into: home.url, charts: nil)
        #expect(!FileManager.default.fileExists(atPath: folder.file("best.yaml").path))
        #expect(try folder.document() == StudyFixture.nothing)
        let text = try String(contentsOf: folder.file("trials.csv"), encoding: .utf8)
        #expect(text == "trial,search,rung,days,total_return,sharpe,max_drawdown,trades,failure\n")
    }

    @Test func theSameStudyGivesTheSameBytes() throws {
        let home = try TemporaryDirectory()
        let (document, rows) = StudyFixture(trials: 60, paths: 3, objectives: ["Sharpe ratio", "maximum drawdown"]).make()
        let first = try StudyFolder.write(document, trials: rows, best: "a", into: home.file("a"), charts: Self.charts)
        let again = try first.document()
        let second = try StudyFolder.write(again, trials: rows, best: "a", into: home.file("b"), charts: Self.charts)
        for name in StudyFolder.files { #expect(try Data(contentsOf: first.file(name)) == Data(contentsOf: second.file(name)), "\(name)") }
        // Writing it again replaces it.
        try Data("old".utf8).write(to: first.file("trials.csv"))
        try StudyFolder.write(document, trials: rows, best: "a", into: home.file("a"), charts: Self.charts)
        #expect(try Data(contentsOf: first.file("trials.csv")) == Data(contentsOf: second.file("trials.csv")))
        #expect(try FileManager.default.contentsOfDirectory(atPath: home.file("a").path).count == 1)
    }

    @Test func trialsReadBack() throws {
        let home = try TemporaryDirectory()
        var (document, rows) = StudyFixture(trials: 12, parameters: 2).make()
        document.parameters[1].path = "a,\"b\""
        rows[3].parameters[0] = "one, \"two\"\nthree"
        rows[4].rung = 2
        rows[4].search = 5
        rows[5].objectives = [nil]
        rows[5].figures = StudyFigures()
        rows[5].failure = "no trades, none"
        let folder = try StudyFolder.write(document, trials: rows, best: nil, into: home.url, charts: nil)
        let text = try String(contentsOf: folder.file("trials.csv"), encoding: .utf8)
        #expect(text.contains("\"one, \"\"two\"\"\nthree\""))
        let lines = text.replacing("\"\"two\"\"\n", with: "two ").split(separator: "\n")
        #expect(lines.count == 13)
        #expect(lines[0].hasPrefix("trial,search,rung,consensus.threshold,\"a,\"\"b\"\"\",objective_sharpe_ratio,days,"))
        for (line, row) in zip(lines.dropFirst(), rows) {
            let cells = Self.cells(line)
            #expect(cells.count == 12)
            #expect(Int(cells[0]) == row.trial && Int(cells[1]) == row.search && cells[2] == (row.rung.map { "\($0)" } ?? ""))
            #expect(Double(cells[5]) == row.objectives[0])
            #expect(Int(cells[6]) == row.figures.days && Double(cells[7]) == row.figures.totalReturn)
            #expect(Double(cells[8]) == row.figures.sharpe && Double(cells[9]) == row.figures.maxDrawdown)
            #expect(Int(cells[10]) == row.figures.trades && cells[11] == row.failure ?? "")
        }
    }

    @Test(arguments: [0, 20_000, 60_000, 100_000])
    func aDiskThatFillsUpLeavesNothingBehind(room: Int) throws {
        let home = try TemporaryDirectory()
        let (document, rows) = StudyFixture(trials: 80).make()
        let disk = RunFolderTests.FullDisk(room)
        let error = #expect(throws: PulseError.self) {
            try StudyFolder.write(document, trials: rows, best: "x", into: home.url, charts: Self.charts) {
                RunFolderTests.FailingSink(inner: try FileSink($0), disk: disk)
            }
        }
        #expect(error?.kind == .io)
        #expect(try FileManager.default.contentsOfDirectory(atPath: home.url.path).isEmpty)
    }

    @Test func aFailureKeepsTheFolderThatWasThere() throws {
        let home = try TemporaryDirectory()
        let (document, rows) = StudyFixture(trials: 40).make()
        let folder = try StudyFolder.write(document, trials: rows, best: "x", into: home.url, charts: Self.charts)
        let before = try Data(contentsOf: folder.file("report.html"))
        let disk = RunFolderTests.FullDisk(30_000)
        #expect(throws: PulseError.self) {
            try StudyFolder.write(document, trials: rows, best: "y", into: home.url, charts: nil) {
                RunFolderTests.FailingSink(inner: try FileSink($0), disk: disk)
            }
        }
        #expect(try Data(contentsOf: folder.file("report.html")) == before)
        #expect(try String(contentsOf: folder.file("best.yaml"), encoding: .utf8) == "x")
    }

    @Test func aFigureThatIsNoNumberIsABug() throws {
        let home = try TemporaryDirectory()
        var document = StudyFixture(trials: 10).make().document
        document.evidence.overfitting = .nan
        let error = #expect(throws: PulseError.self) {
            try StudyFolder.write(document, trials: [], best: nil, into: home.url, charts: nil)
        }
        #expect(error?.kind == .bug)
        #expect(StudyFolder.list(in: home.url).isEmpty)
    }

    @Test func whatIsNotAStudySaysSo() throws {
        let home = try TemporaryDirectory()
        #expect(#expect(throws: PulseError.self) { try StudyFolder(home.url).document() }?.kind == .missing)
        try home.write("{\"schema\":\"alphapulse.study.v1\"}", to: "study.json")
        #expect(#expect(throws: PulseError.self) { try StudyFolder(home.url).document() }?.kind == .badData)
        var document = StudyFixture.nothing
        document.schema = "alphapulse.study.v0"
        try Data(CanonicalJSON.encode(document)).write(to: home.file("study.json"))
        #expect(#expect(throws: PulseError.self) { try StudyFolder(home.url).document() }?.kind == .badData)
    }

    @Test func namesAreSafeForAnyFileSystem() {
        var document = StudyDocument()
        document.study = "../../etc/passwd"
        #expect(StudyFolder.name(of: document) == "study-etcpa")
    }
}
