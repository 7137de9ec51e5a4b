import Foundation
import PulseAnalytics
import PulseCore
import PulseResearch
import PulseStore
import PulseStrategy

/// A study on the candles of a store, ready to run.
struct StudyContext {
    let options: TuneOptions
    let settings: Settings
    let store: CandleStore
    let study: Study
    let market: Market
    let timeframe: Timeframe
    /// What the ledger calls the data.
    let data: TrialData

    /// Reads the files, loads the candles and casts the votes.
    init(_ options: TuneOptions, global: GlobalOptions, threads: Int) throws {
        let settings = try Settings(options: global)
        let document = try YAMLDocument.parse(text: StrategyFile.text(options.strategy), file: options.strategy)
        let described = try StrategySpecification(reading: document)
        let timeframe = try options.timeframe.map { try RunInputs.timeframe($0, option: "--timeframe") } ?? described.timeframe
        let strategy = try ModelFolder(settings).resolve(described, timeframe: timeframe, inputs: options.inputs)
        let space = try ParameterSpace(
            reading: YAMLDocument.parse(text: try Self.text(options.space), file: options.space), strategy: document)
        let plan = try options.plan(strategy, timeframe: timeframe)
        let store = try CandleStore.existing(at: settings.storeURL)
        let market = try MarketLoader(store: store, inputs: options.inputs).load(
            timeframe: timeframe, sideKinds: Self.sideKinds(strategy, space), funding: strategy.venue.funding
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

    /// Side series of every head that a trial may give a weight.
    private static func sideKinds(_ strategy: StrategySpecification, _ space: ParameterSpace) -> [SideKind] {
        var kinds = strategy.sideKinds
        for path in space.valuePaths where path.hasPrefix("heads.") && path.hasSuffix(".weight") {
            guard let head = HeadID.allCases.first(where: { "heads.\($0.name).weight" == path }), let weights = HeadWeights([(head, 1)])
            else {
                continue
            }
            var alone = strategy
            alone.consensus.weights = weights
            for kind in alone.sideKinds where !kinds.contains(kind) { kinds.append(kind) }
        }
        return kinds
    }

    private static func text(_ path: String) throws -> String {
        guard let data = FileManager.default.contents(atPath: path) else {
            let known = StrategyFile.names(in: "spaces")
            let nearest = NearestName.of(URL(fileURLWithPath: path).lastPathComponent, among: known)
            throw PulseError(
                .missing, "there is no space file '\(path)'",
                hint: nearest.map { "did you mean spaces/\($0)?" } ?? "spaces/ has examples, docs/tuning.md says how to write one")
        }
        guard data.count <= StrategyFile.maximumBytes, let text = String(data: data, encoding: .utf8) else {
            throw PulseError(
                .badData, "a space file is UTF-8 text of at most \(StrategyFile.maximumBytes) bytes", at: SourceLocation(file: path))
        }
        return text
    }
}
