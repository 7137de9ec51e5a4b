import Foundation
import PulseReport
import Testing

/// Writes pages of studies to look at into the folder that `ALPHAPULSE_REPORT_SAMPLES` names; does nothing without it.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["ALPHAPULSE_REPORT_SAMPLES"] != nil))
struct StudySamplePages {
    @Test func pagesOfEveryKind() throws {
        let folder = URL(fileURLWithPath: ProcessInfo.processInfo.environment["ALPHAPULSE_REPORT_SAMPLES"] ?? ".")
        let long = "<script>alert(1)</script>" + String(repeating: "very-long-name", count: 30)
        let kinds: [(String, StudyFixture)] = [
            ("walk", StudyFixture()),
            (
                "paths",
                StudyFixture(
                    trials: 2_000, parameters: 8, folds: 15, paths: 5, objectives: ["Sharpe ratio", "maximum drawdown", "total return"],
                    outcome: .convincing)
            ),
            ("losing", StudyFixture(trials: 60, parameters: 2, outcome: .luck, drift: -6)),
            ("drawdown", StudyFixture(trials: 200, parameters: 3, objectives: ["maximum drawdown"], outcome: .unknown)),
            ("hostile", StudyFixture(trials: 20, name: long)),
        ]
        for (name, fixture) in kinds {
            let (document, rows) = fixture.make()
            try StudyFolder.write(document, trials: rows, best: "name: sample\n", into: folder.appendingPathComponent(name))
            print(StudyText(document, style: TextStyle(colour: name == "walk")).text())
        }
        try StudyFolder.write(StudyFixture.nothing, trials: [], best: nil, into: folder.appendingPathComponent("nothing"))
        print(StudyText(StudyFixture.nothing, style: TextStyle(unicode: false, width: 60)).text())
        print(StudyText(StudyFixture(paths: 3).make().document, style: TextStyle(unicode: false, width: 60)).text())
    }
}
