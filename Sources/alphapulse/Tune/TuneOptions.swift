import ArgumentParser
import Foundation
import PulseAnalytics
import PulseCore
import PulseResearch
import PulseStore
import PulseStrategy

/// The options that make a study that study.
struct TuneOptions: ParsableArguments {
    @Argument(help: "The strategy file that is tuned.")
    var strategy: String

    @Option(help: "The file that says what may be varied, and how far (docs/tuning.md).")
    var space: String

    @OptionGroup var inputs: RunInputs

    @Option(help: "Candles that heads vote on; the strategy's own by default.")
    var timeframe: String?

    @Option(help: "Trials, of all searches together.")
    var trials = 1_000

    @Option(
        help: ArgumentHelp(
            "How trials are proposed. Guided ones (tpe, cmaes, halving, hit-rates) search each fold for itself.",
            valueName: "sobol|random|grid|tpe|cmaes|halving|hit-rates"))
    var search = "sobol"

    @Option(help: "Levels of each parameter on a grid.")
    var levels = 5

    @Option(
        help: ArgumentHelp(
            "What is maximised; several, separated by commas, give a Pareto front, and the first one chooses.",
            valueName: "sharpe|sortino|calmar|omega|return|drawdown"))
    var objective = "sharpe"

    @Option(
        help: ArgumentHelp("How choices are judged on days they have not seen.", valueName: "walk-forward|rolling|k-fold|combinatorial"))
    var validation = "walk-forward"

    @Option(help: "Folds of walk-forward, rolling and k-fold.")
    var folds = 5

    @Option(help: "Days that a rolling walk-forward trains on.")
    var training = 365

    @Option(help: "Groups of the combinatorial validation.")
    var groups = 6

    @Option(help: "Groups of them that are tested at a time.")
    var testGroups = 2

    @Option(help: "Days between training and test; by default as long as a position can live, at least one.")
    var embargo: Int?

    @Option(help: "Trades that a trial needs in the days that it is judged by.")
    var minTrades = 10

    @Option(help: "Seed of the search.")
    var seed: UInt64 = 1

    @Flag(help: "Let a trained model vote on candles that it was trained on.")
    var allowTrainingSpan = false

    /// The plan, for a strategy on a timeframe.
    func plan(_ strategy: StrategySpecification, timeframe: Timeframe) throws -> StudyPlan {
        guard (2...1_000).contains(levels) else { throw PulseError(.usage, "--levels must be in 2...1000, not \(levels)") }
        guard (1...10_000).contains(minTrades) else { throw PulseError(.usage, "--min-trades must be in 1...10000, not \(minTrades)") }
        guard (1...Study.maximumTrials).contains(trials) else {
            throw PulseError(.usage, "--trials must be in 1...\(Study.maximumTrials), not \(trials)")
        }
        let objectives = try objective.split(separator: ",").map { try OptionValue.choice(String($0), "--objective") as TuningObjective }
        guard !objectives.isEmpty, Set(objectives).count == objectives.count else {
            throw PulseError(.usage, "--objective names each objective once")
        }
        return StudyPlan(
            method: try OptionValue.choice(search, "--search"), levels: levels, objectives: objectives,
            validation: try scheme(strategy, timeframe), minimumTrades: minTrades, seed: seed)
    }

    private func scheme(_ strategy: StrategySpecification, _ timeframe: Timeframe) throws -> ValidationScheme {
        guard (0...3_650).contains(embargo ?? 0) else { throw PulseError(.usage, "--embargo must be in 0...3650 days") }
        guard (1...36_500).contains(training) else { throw PulseError(.usage, "--training must be in 1...36500 days, not \(training)") }
        let free = Int64(embargo ?? Self.lifeInDays(strategy, timeframe)) * Timestamp.day
        let method: ValidationScheme.Method
        switch validation {
        case "walk-forward": method = .anchoredWalkForward(folds: folds)
        case "rolling": method = .rollingWalkForward(folds: folds, training: Int64(training) * Timestamp.day)
        case "k-fold": method = .kFold(folds: folds)
        case "combinatorial": method = .combinatorial(groups: groups, testGroups: testGroups)
        default:
            throw OptionValue.unknown(validation, "--validation", among: ["walk-forward", "rolling", "k-fold", "combinatorial"])
        }
        return try ValidationScheme(method, embargo: free)
    }

    /// Whole days that a signal lives, at least one.
    private static func lifeInDays(_ strategy: StrategySpecification, _ timeframe: Timeframe) -> Int {
        let hours = strategy.risk.expiryHours * 3_600_000
        let candles = Double(strategy.risk.expiryCandles) * Double(timeframe.milliseconds)
        return max(1, Int((max(hours, candles) / Double(Timestamp.day)).rounded(.up)))
    }
}
