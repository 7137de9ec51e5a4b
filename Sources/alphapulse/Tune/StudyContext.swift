import Foundation
import PulseAnalytics
import PulseCore
import PulseResearch
import PulseStore
import PulseStrategy

/// A study on the candles of a store, ready to run.
struct StudyContext {
    let options: TuneOptions
    /// The texts of both files.
    let texts: Texts
    let settings: Settings
    let store: CandleStore
    let study: Study
    let market: Market
    let timeframe: Timeframe
    /// What the ledger calls the data.
    let data: TrialData

    struct Texts {
        var strategy: String
        var space: String
    }

    /// Reads the files unless their texts are given, loads the candles and casts the votes.
    init(_ options: TuneOptions, texts given: Texts? = nil, global: GlobalOptions, threads: Int) throws {
        let settings = try Settings(options: global)
        let texts = try given ?? Texts(strategy: StrategyFile.text(options.strategy), space: StrategyFile.spaceText(options.space))
        let document = try YAMLDocument.parse(text: texts.strategy, file: options.strategy)
        let described = try StrategySpecification(reading: document)
        let timeframe = try options.timeframe.map { try RunInputs.timeframe($0, option: "--timeframe") } ?? described.timeframe
        let strategy = try ModelFolder(settings).resolve(described, timeframe: timeframe, inputs: options.inputs)
        let space = try ParameterSpace(
            reading: YAMLDocument.parse(text: texts.space, file: options.space), strategy: document)
        let plan = try options.plan(strategy, timeframe: timeframe)
        let store = try CandleStore.existing(at: settings.storeURL)
        let market = try MarketLoader(store: store, inputs: options.inputs).load(
            timeframe: timeframe, sideKinds: space.voting(strategy).sideKinds, funding: strategy.venue.funding
        ) { base in
            Backtest.warmupCandles(strategy: strategy, timeframe: timeframe, base: base)
        }
        if !options.allowTrainingSpan { try TrainingSpans.refuse(strategy, market.range) }
        let digests = market.series.map { $0.candles.digestHex() }
        let bar = ProgressBar(
            "Votes", total: market.series.reduce(0) { $0 + $1.candles.count }, unit: "candles", isQuiet: global.quiet)
        defer { bar.finish() }
        study = try Study(
            plan: plan, space: space, strategy: strategy, market: market, digests: digests, timeframe: timeframe,
            engineVersion: EngineVersion.current, trials: options.trials, threads: threads
        ) { bar.advance(by: $0) }
        data = TrialData(
            key: RunIdentity(
                kind: "data", engineVersion: EngineVersion.current, strategy: "", timeframe: timeframe, base: market.base,
                range: market.range,
                seed: 0, parameters: []
            ).id(market: market, digests: digests),
            instruments: market.instruments.map(\.id), timeframe: timeframe, range: market.range)
        self.options = options
        self.texts = texts
        self.settings = settings
        self.store = store
        self.market = market
        self.timeframe = timeframe
    }

    var trialStore: StudyStore { StudyStore(store) }

    /// The trials of the study that are on record.
    func recorded() throws -> [TrialRecord] {
        try trialStore.trials(of: study.id).compactMap { TrialRecord($0) }
    }

    func commit(_ records: [TrialRecord]) throws {
        try trialStore.append(records.map(\.stored), study: study.id, data: data)
    }

    /// The command that repeats the study, whatever the defaults are then.
    var command: String {
        let strategy = URL(fileURLWithPath: options.strategy).lastPathComponent
        let space = URL(fileURLWithPath: options.space).lastPathComponent
        return "alphapulse tune strategies/\(strategy) --space spaces/\(space) " + arguments.joined(separator: " ")
    }

    /// Its arguments after the two files.
    var arguments: [String] {
        let plan = study.plan
        var words = ["--instrument"] + market.instruments.map(\.id.description)
        words += ["--timeframe", timeframe.description, "--base", market.base.description]
        words += ["--from", market.range.from.description, "--to", market.range.to.description, "--trials", String(options.trials)]
        words += ["--search", plan.method.rawValue, "--objective", plan.objectives.map(\.rawValue).joined(separator: ",")]
        words += ["--validation", options.validation]
        switch options.validation {
        case "combinatorial": words += ["--groups", String(options.groups), "--test-groups", String(options.testGroups)]
        case "rolling": words += ["--folds", String(options.folds), "--training", String(options.training)]
        default: words += ["--folds", String(options.folds)]
        }
        if plan.method == .grid { words += ["--levels", String(plan.levels)] }
        words += ["--embargo", String(plan.validation.embargo / Timestamp.day), "--min-trades", String(plan.minimumTrades)]
        words += ["--seed", String(plan.seed)]
        return words + (options.allowTrainingSpan ? ["--allow-training-span"] : [])
    }
}
