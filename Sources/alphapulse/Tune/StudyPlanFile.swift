import ArgumentParser
import Foundation
import PulseCore
import PulseReport
import PulseResearch
import PulseStore

/// A study written down (schema `alphapulse.plan.v1`): its id, which everybody who runs a part must arrive at, and what is needed to arrive there.
struct StudyPlanFile: Codable {
    static let schema = "alphapulse.plan.v1"

    var schema = StudyPlanFile.schema
    /// SHA-256 of strategy, space, candles, side series, range and settings.
    var study: String
    var trials: Int
    /// Names and texts of both files, so that a plan is enough.
    var strategyName: String
    var strategy: String
    var spaceName: String
    var space: String
    /// Arguments of the study after the two files.
    var arguments: [String]

    init(context: StudyContext, tune: TuneOptions) {
        study = context.study.id
        trials = context.study.trials
        strategyName = URL(fileURLWithPath: tune.strategy).lastPathComponent
        spaceName = URL(fileURLWithPath: tune.space).lastPathComponent
        strategy = context.texts.strategy
        space = context.texts.space
        arguments = context.arguments
    }

    /// Reads a plan from outside. Throws `missing` or `badData`.
    static func read(_ path: String) throws -> StudyPlanFile {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw PulseError(.missing, "there is no plan '\(path)'", hint: "'alphapulse tune plan' writes one")
        }
        guard data.count <= 4 << 20, let plan = try? JSONDecoder().decode(StudyPlanFile.self, from: data), plan.schema == schema else {
            throw PulseError(.badData, "this is not a plan of a study, or it is damaged", at: SourceLocation(file: path))
        }
        return plan
    }

    /// The study on the candles of this store. Throws `badData` where it is not the plan's.
    func context(_ global: GlobalOptions, threads: Int) throws -> StudyContext {
        var tune = try TuneOptions.parse([strategyName, "--space", spaceName] + arguments)
        tune.trials = trials
        let texts = StudyContext.Texts(strategy: strategy, space: space)
        let context = try StudyContext(tune, texts: texts, global: global, threads: threads)
        guard context.study.id == study else {
            throw PulseError(
                .badData, "this store makes another study of the plan (\(context.study.id.prefix(12)), not \(study.prefix(12)))",
                hint: "it must hold the same candles and side series over the plan's range, and the program must be of the same version")
        }
        return context
    }
}
