import PulseCore
import PulseReport

/// A made-up study that looks like a real one: Sharpe ratios that depend on two of the parameters, noise for the rest.
struct StudyFixture {
    var trials = 400
    var parameters = 6
    var folds = 5
    var paths = 1
    var objectives = ["Sharpe ratio"]
    var outcome = StudyVerdict.Outcome.mixed
    var name = "Trend and structure"
    /// What is added to every ratio: below 0 for a strategy that loses.
    var drift = 0.0
    var seed: UInt64 = 11

    static let day = Timestamp.day
    static let first = Timestamp(milliseconds: 1_672_531_200_000)
    static let paths: [(path: String, domain: String, low: Double, high: Double)] = [
        ("consensus.threshold", "0.6 to 0.9, step 0.01", 0.6, 0.9), ("risk.stop.multiple", "0.5 to 4, logarithmic", 0.5, 4),
        ("consensus.weights.technical", "0 to 1", 0, 1), ("consensus.weights.structure", "0 to 1", 0, 1),
        ("risk.perTrade", "0.0025 to 0.02, logarithmic", 0.0025, 0.02), ("risk.targets.0.share", "0.2 to 0.8", 0.2, 0.8),
        ("gates.minimumHealth", "10 to 60, whole", 10, 60), ("heads.volume.smoothing.length", "5 to 50, whole", 5, 50),
    ]

    private struct Point {
        var values: [Double]
        var texts: [String]
        var sharpe: Double
    }

    /// An empty study: nothing could be judged.
    static var nothing: StudyDocument {
        var document = StudyDocument()
        document.study = "00ff00ff00ff00ff"
        document.strategy = "Nothing"
        return document
    }

    /// Document and rows of `trials.csv` that belong together.
    func make() -> (document: StudyDocument, rows: [StudyTrialRow]) {
        var random = SplitMix64(seed: seed)
        let points = (0..<trials).map { _ in point(&random) }
        let order = points.indices.sorted { (points[$1].sharpe, $0) < (points[$0].sharpe, $1) }
        var document = heading
        let judged = points.map { (values: $0.values, sharpe: $0.sharpe) }
        let all = points.indices.map { trial($0, points[$0], &random) }
        document.table = order.prefix(50).map { all[$0] }
        if !document.table.isEmpty { document.table[0].folds = [2, 4] }
        document.best = document.table.first
        document.given = trial(-1, point(&random), &random)
        document.given.trial = -1
        document.hold = figures(0.9, days: document.days, trades: 0)
        document.front = objectives.count > 1 ? front(all) : []
        document.folds = (0..<folds).map { fold($0, points, &random) }
        document.paths = (0..<(folds > 0 ? paths : 0)).map { _ in path(&random) }
        document.evidence = evidence()
        document.maps = maps(judged)
        document.profiles = profiles(judged, document.folds)
        document.robustness = robustness(&random)
        let rows = all.map {
            StudyTrialRow(trial: $0.trial, parameters: $0.parameters, objectives: $0.objectives, figures: $0.figures)
        }
        return (document, rows)
    }

    var heading: StudyDocument {
        var document = StudyDocument()
        document.study = "9d41b7c2e05f6a83b1d9c4472f80e6a15c3b7d9928f4e1a06b5d7c3e2f1a0b9c"
        document.engineVersion = "0.9.0"
        document.command = "alphapulse tune trend.yaml --space space.yaml --instrument binance:BTCUSDT --timeframe 1h --trials \(trials)"
        document.strategy = name
        document.instruments = ["binance:BTCUSDT", "binance:ETHUSDT"]
        document.timeframe = "1h"
        document.base = "1m"
        document.from = "2023-01-01"
        document.to = "2024-12-31"
        document.days = 731
        document.decisions = 35_088
        document.search = "Sobol sequence; one search over all days, from which each fold chooses"
        document.seed = 42
        document.parameters = Self.paths.prefix(parameters).map { .init(path: $0.path, domain: $0.domain) }
        document.constraints = parameters > 3 ? ["consensus.weights.technical + consensus.weights.structure <= 1.5"] : []
        document.objectives = objectives
        document.validation = "walk-forward: \(folds) folds of 120 days after at least 131 days, 5 days purged"
        document.minimumTrades = 30
        document.trials = trials
        document.failed = trials / 40
        document.ledgerTrials = trials * 3 + 57
        document.verdict.outcome = outcome
        document.verdict.headline =
            "Better than the strategy as it was given on days it had not seen, but not better than luck among so many trials."
        document.verdict.reasons = [
            .init(isFor: true, sentence: "Out of sample the Sharpe ratio is 1.12, where the strategy as given has 0.41."),
            .init(isFor: true, sentence: "Four of five folds beat the median of their candidates on the tested days."),
            .init(isFor: true, sentence: "71.00% of the chosen trial's neighbours are nearly as good: a plateau, not a needle."),
            .init(isFor: false, sentence: "The deflated Sharpe ratio is 0.62, below 0.95: the best of 400 worthless trials looks like it."),
            .init(isFor: false, sentence: "Out of sample the ratio falls by -0.94 against in sample."),
        ]
        return document
    }

    private func point(_ random: inout SplitMix64) -> Point {
        var values: [Double] = []
        var texts: [String] = []
        var sharpe = 0.35 + drift
        for (index, parameter) in Self.paths.prefix(parameters).enumerated() {
            let u = random.uniform()
            values.append(u)
            texts.append(DecimalText.text(parameter.low + u * (parameter.high - parameter.low), decimals: parameter.high < 0.1 ? 4 : 2))
            if index == 0 { sharpe += 1.4 - 9 * (u - 0.6) * (u - 0.6) }
            if index == 1 { sharpe -= 3 * (u - 0.35) * (u - 0.35) }
        }
        return Point(values: values, texts: texts, sharpe: sharpe + (random.uniform() - 0.5) * 1.1)
    }

    func figures(_ sharpe: Double, days: Int, trades: Int) -> StudyFigures {
        var figures = StudyFigures()
        figures.days = days
        figures.totalReturn = sharpe * 0.19 * Double(days) / 365
        figures.sharpe = sharpe
        figures.maxDrawdown = 0.32 / (1.6 + (sharpe + 1).magnitude)
        figures.trades = trades
        return figures
    }

    private func trial(_ number: Int, _ point: Point, _ random: inout SplitMix64) -> StudyTrial {
        var trial = StudyTrial()
        trial.trial = number
        trial.parameters = point.texts
        trial.figures = figures(point.sharpe, days: 731, trades: 180 + Int(random.uniform() * 200))
        trial.figures.maxDrawdown = 0.05 + 0.2 * random.uniform() + max(0, 0.02 * point.sharpe)
        trial.objectives = objectives.map {
            switch $0 {
            case "total return": trial.figures.totalReturn
            case "maximum drawdown": trial.figures.maxDrawdown
            default: point.sharpe
            }
        }
        trial.tested = figures(point.sharpe - 0.4 - random.uniform() * 0.3, days: 600, trades: 150)
        trial.deflatedSharpe = min(0.99, max(0.001, (point.sharpe - 0.6) / 2))
        trial.plateau = .init(neighbours: 24, radius: 0.14, share: 0.4 + random.uniform() * 0.5, median: point.sharpe - 0.3)
        return trial
    }

    /// What no other beats, more being better but of drawdowns.
    private func front(_ all: [StudyTrial]) -> [StudyTrial] {
        func scores(_ trial: StudyTrial) -> [Double] {
            zip(trial.objectives, objectives).map { ($0 ?? 0) * ($1 == "maximum drawdown" ? -1 : 1) }
        }
        return all.filter { one in
            !all.contains { other in zip(scores(one), scores(other)).allSatisfy { $0 <= $1 } && scores(one) != scores(other) }
        }
    }

    private func date(_ day: Int) -> String { Timestamp(milliseconds: Self.first.milliseconds + Int64(day) * Self.day).dateDescription }

    private func fold(_ index: Int, _ points: [Point], _ random: inout SplitMix64) -> StudyFold {
        var fold = StudyFold()
        let start = 131 + index * 600 / max(1, folds)
        let end = 131 + (index + 1) * 600 / max(1, folds)
        fold.number = index + 1
        fold.training = ["\(date(0)) to \(date(start - 6))"] + (index % 2 == 1 ? ["\(date(end + 5)) to \(date(730))"] : [])
        fold.test = ["\(date(start)) to \(date(end - 1))"]
        fold.purged = 5
        fold.candidates = points.count
        let ranked = points.indices.sorted { points[$0].sharpe > points[$1].sharpe }
        guard !ranked.isEmpty else { return fold }
        let chosen = ranked[Int(random.uniform() * Double(min(12, ranked.count)))]
        fold.chosen = chosen
        fold.parameters = points[chosen].texts
        fold.inSample = points[chosen].sharpe + random.uniform() * 0.5
        fold.outOfSample = points[chosen].sharpe - 0.3 - 2.2 * random.uniform()
        fold.tested = figures(fold.outOfSample ?? 0, days: end - start, trades: 20 + index)
        fold.median = 0.1 + random.uniform() * 0.4 + drift
        fold.given = index == 2 ? nil : random.uniform() + drift
        return fold
    }

    private func path(_ random: inout SplitMix64) -> StudyPath {
        var path = StudyPath()
        var levels = [1.0, 1.0, 1.0]
        var steps = SplitMix64(seed: seed &+ 99)
        for day in 0...600 {
            path.times.append(Self.first.milliseconds + Int64(131 + day) * Self.day)
            path.equity.append(levels[0])
            path.given.append(levels[1])
            path.hold.append(levels[2])
            let market = (steps.uniform() - 0.485) * 0.05
            levels[2] *= 1 + market
            levels[1] *= 1 + market * 0.2 + (steps.uniform() - 0.5) * 0.012
            levels[0] *= 1 + market * 0.15 + (random.uniform() - 0.47) * 0.016
        }
        path.figures = figures(1.1 + (random.uniform() - 0.5) * 0.8, days: 600, trades: 141)
        path.objective = path.figures.sharpe
        return path
    }
}
