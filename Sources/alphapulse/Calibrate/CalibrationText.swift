import Foundation
import PulseAnalytics
import PulseCore
import PulseResearch
import PulseStrategy

/// What `calibrate` prints for people: the folds first, because they say whether the rest matters.
enum CalibrationText {
    static func text(_ file: CalibrationFile, outcome: CalibrationTraining.Outcome, file path: String, seconds: Double) -> String {
        let quality = outcome.quality
        let wins = outcome.folds.filter(\.isBetter).count
        var lines = [
            "Calibration  \(file.name): \(file.method.rawValue), decisions of \(file.strategy) on \(file.timeframe), "
                + "outcomes on \(file.base)",
            "Outcomes     \(quality.outcomes) of \(file.verdicts) verdicts, \(percent(quality.hitRate)) reached the first target before "
                + "the stop (long \(side(file.long)), short \(side(file.short)))",
            "Left out     \(file.unplanned) by the risk plan, \(file.notEntered) not entered, \(file.unknown) with no end yet",
            "", folds(outcome.folds), "", "Out of sample, by raw probability", reliability(quality.reliability), "",
            scores(quality), "",
            "Advantage    \(number(quality.advantage, 5)) of Brier score over the base rate's, standard error over folds "
                + "\(number(quality.advantageError, 5)); better in \(wins) of \(outcome.folds.count) folds"
                + (quality.areaUnderCurve.map { "; raw AUC \(number($0, 3)) (0.5: a higher one does no better)" } ?? ""),
            "Map          \(map(outcome.map))",
            "File         \(path) (\(String(format: "%.2f", seconds)) s)",
        ]
        if !quality.isBetter {
            lines.append(
                "\nIt predicts no better than always saying the base rate (luck alone gives an advantage of up to two standard "
                    + "errors): on this evidence the raw probability tells nothing about outcomes beyond \(percent(quality.hitRate)).")
        }
        return lines.joined(separator: "\n")
    }

    private static func folds(_ folds: [CalibrationTraining.FoldResult]) -> String {
        var table = TextTable([
            ("Test span", .left), ("Fitted on", .right), ("Judged on", .right), ("Purged", .right), ("Brier", .right),
            ("Base rate", .right), ("Log loss", .right), ("Base rate", .right), ("", .left),
        ])
        for fold in folds {
            table.append([
                "\(day(fold.from)) to \(day(fold.to))", "\(fold.training)", "\(fold.test)", "\(fold.purged)", number(fold.brier, 5),
                number(fold.baseBrier, 5), number(fold.logLoss, 5), number(fold.baseLogLoss, 5), fold.isBetter ? "better" : "worse",
            ])
        }
        return table.render()
    }

    private static func reliability(_ bins: [CalibrationQuality.Bin]) -> String {
        var table = TextTable([
            ("Raw", .left), ("Outcomes", .right), ("Mean raw", .right), ("Calibrated", .right), ("Realised", .right), ("95 %", .right),
        ])
        for bin in bins {
            table.append([
                "\(number(bin.from, 3)) to \(number(bin.to, 3))", "\(bin.outcomes)", number(bin.raw, 3), number(bin.calibrated, 3),
                number(bin.realised, 3), "\(number(bin.lower, 3)) to \(number(bin.upper, 3))",
            ])
        }
        return table.render()
    }

    private static func scores(_ quality: CalibrationQuality) -> String {
        var table = TextTable([
            ("Over \(quality.judged) outcomes", .left), ("Brier", .right), ("Log loss", .right), ("Calibration error", .right),
        ])
        for (name, scores) in [
            ("calibrated", quality.calibrated), ("base rate alone", quality.baseRate), ("raw, read as a probability", quality.raw),
        ] {
            table.append([name, number(scores.brier, 5), number(scores.logLoss, 5), number(scores.calibrationError, 3)])
        }
        return table.render()
    }

    private static func map(_ map: CalibrationMap) -> String {
        if let curve = map.curve { return "1 / (1 + exp(-(\(number(curve.slope, 4)) raw + \(number(curve.offset, 4)))))" }
        let steps = map.steps.prefix(8).map { "\(number($0.start.value, 3)) -> \(number($0.value.value, 3))" }.joined(separator: ", ")
        return steps + (map.steps.count > 8 ? ", ... (\(map.steps.count) steps)" : "")
    }

    private static func side(_ side: CalibrationFile.Side) -> String {
        side.outcomes == 0 ? "none" : "\(side.outcomes), \(percent(Double(side.hits) / Double(side.outcomes)))"
    }

    private static func day(_ time: Timestamp) -> String { String("\(time)".prefix(10)) }

    private static func number(_ value: Double, _ digits: Int) -> String { String(format: "%.\(digits)f", value) }

    private static func percent(_ share: Double) -> String { String(format: "%.1f %%", 100 * share) }
}
