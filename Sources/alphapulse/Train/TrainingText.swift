import Foundation
import PulseCore
import PulseResearch
import PulseStrategy

/// What `train` prints for people: the folds first, because they say whether the rest matters.
enum TrainingText {
    static func text(_ model: ModelFile, set: TrainingSet, outcome: ModelTraining.Outcome, file: String, seconds: Double) -> String {
        var table = TextTable([
            ("Test span", .left), ("Trained on", .right), ("Judged on", .right), ("Purged", .right), ("Log loss", .right),
            ("Base rate", .right), ("AUC", .right), ("", .left),
        ])
        for fold in outcome.folds {
            table.append([
                "\(day(fold.from)) to \(day(fold.to))", "\(fold.trainingRows)", "\(fold.testRows)", "\(fold.purged)",
                number(fold.logLoss, 5),
                number(fold.baseLogLoss, 5), fold.areaUnderCurve.map { number($0, 3) } ?? "--", fold.isBetter ? "better" : "worse",
            ])
        }
        let wins = outcome.folds.filter(\.isBetter).count
        let strongest = zip(model.features.map(\.name), model.features.map(\.coefficient)).sorted { abs($0.1) > abs($1.1) }.prefix(6)
        var lines = [
            "Model        \(model.name): \(model.kind.rawValue) on \(model.features.count) \(model.featureSet.rawValue) features, \(model.timeframe)",
            "Labels       \(outcome.rows) decisions, \(percent(Double(outcome.rises) / Double(outcome.rows))) rises; barriers \(model.barrierWidth) ATR, "
                + "horizon \(model.horizon); \(set.unlabelled) without a label, \(set.incomplete) not warm",
            "", table.render(), "",
            "Out of sample  log loss \(number(outcome.logLoss, 5)) against \(number(outcome.baseLogLoss, 5)) of the base rate, "
                + "AUC \(outcome.areaUnderCurve.map { number($0, 3) } ?? "--"), calibration error \(number(outcome.calibrationError, 3))",
            "Reliability    \(number(outcome.reliability.value, 3)): better than the base rate in \(wins) of \(outcome.folds.count) folds",
            "Strongest      " + strongest.map { "\($0.0) \(number($0.1, 3))" }.joined(separator: ", "),
            "File           \(file) (\(String(format: "%.2f", seconds)) s)",
        ]
        if outcome.logLoss >= outcome.baseLogLoss {
            lines.append("\nIt predicts no better than always saying the base rate: as a voter it is worth nothing on this evidence.")
        }
        return lines.joined(separator: "\n")
    }

    private static func day(_ time: Timestamp) -> String { String("\(time)".prefix(10)) }

    private static func number(_ value: Double, _ digits: Int) -> String { String(format: "%.\(digits)f", value) }

    private static func percent(_ share: Double) -> String { String(format: "%.1f %%", 100 * share) }
}
