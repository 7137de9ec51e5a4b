import ArgumentParser
import Foundation
import PulseAnalytics
import PulseCore
import PulseReport
import PulseResearch

struct AuditLuck: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "luck", abstract: "Measure how often the best of many worthless strategies would be called skilled.",
        discussion: """
            Makes up searches in which there is nothing to find, picks the best of each as a tuner does, and asks for the same
            evidence: the deflated Sharpe ratio, and the probability of backtest overfitting. Exit code 1 where more than 5 % of
            the searches pass with 95 %, or the mean probability of overfitting is not within 0.05 of one half.
            Example: alphapulse audit luck --searches 1000 --strategies 50 --days 250
            """)

    /// How the made-up returns hang together.
    enum Law: String, ExpressibleByArgument, CaseIterable {
        case independent, autoregressive, correlated
    }

    @OptionGroup var options: GlobalOptions

    @Option(help: "Independent searches.")
    var searches = 1_000

    @Option(help: "Strategies that each search tries.")
    var strategies = 50

    @Option(help: "Daily returns of each strategy.")
    var days = 250

    @Option(help: "independent; autoregressive: from day to day; correlated: from strategy to strategy.")
    var law = Law.independent

    @Option(help: ArgumentHelp("What neighbours have in common: the correlation of successive days, or of strategies.", valueName: "share"))
    var share = 0.3

    @Option(help: "Seed of the returns.")
    var seed: UInt64 = 1

    @Option(help: "Threads; 0 takes one a core.")
    var threads = 0

    func run() throws {
        guard (20...1_000_000).contains(searches) else { throw PulseError(.usage, "--searches must be in 20...1000000, not \(searches)") }
        guard (2...100_000).contains(strategies) else { throw PulseError(.usage, "--strategies must be in 2...100000, not \(strategies)") }
        guard (32...10_000).contains(days) else { throw PulseError(.usage, "--days must be in 32...10000, not \(days)") }
        guard strategies * days <= TrialMatrix.maximumCells else {
            throw PulseError(.usage, "\(strategies) strategies of \(days) days do not fit", hint: "lower --strategies or --days")
        }
        guard share >= 0, share < 1 else { throw PulseError(.usage, "--share must be in 0..<1, not \(share)") }
        let threads = try Settings.threads(zeroForCores: threads)
        let experiment = LuckExperiment(searches: searches, strategies: strategies, days: days, law: experimentLaw, seed: seed)
        let outcome = experiment.run(threads: threads)
        let document = document(outcome)
        if options.json {
            try JSONOutput.print(document)
        } else {
            try Console.print(text(document))
        }
        if !document.isHonest { throw ExitCode(1) }
    }

    private var experimentLaw: LuckExperiment.Law {
        switch law {
        case .independent: .independent
        case .autoregressive: .autoregressive(share)
        case .correlated: .correlated(share)
        }
    }

    private func document(_ outcome: LuckExperiment.Outcome) -> LuckDocument {
        func verdict(_ counted: String, _ value: (LuckExperiment.Search) -> Double) -> LuckDocument.Verdict {
            LuckDocument.Verdict(counted: counted, passing: outcome.passing(value), isHonest: outcome.isHonest(value))
        }
        let mean = outcome.searches.reduce(0) { $0 + $1.sharpe } / Double(outcome.searches.count)
        return LuckDocument(
            searches: searches, strategies: strategies, days: days, law: law.rawValue, share: law == .independent ? 0 : share, seed: seed,
            confidence: LuckExperiment.Outcome.confidence,
            verdicts: [
                verdict("all trials", \.deflated), verdict("effective trials, by average correlation", \.deflatedByCorrelation),
                verdict("effective trials, by eigenvalues", \.deflatedByEigenvalues), verdict("one trial", \.probabilistic),
            ],
            meanOverfitting: outcome.meanOverfitting, meanBestSharpe: mean * 365.0.squareRoot(),
            expectedBestSharpe: SharpeInference.expectedBest(trials: strategies, years: Double(days) / 365),
            isHonest: outcome.isHonest(\.deflated))
    }

    private func text(_ document: LuckDocument) -> String {
        func percent(_ share: Double) -> String { FigureText.percent(share, signed: false) }
        var table = TextTable([("Trials that are counted", .left), ("Called skilled", .right), ("", .left)])
        for verdict in document.verdicts {
            table.append([verdict.counted, percent(verdict.passing), verdict.isHonest ? "" : "fools itself"])
        }
        let law = law == .independent ? "independent" : "\(law.rawValue) by \(share)"
        let expected = document.expectedBestSharpe.map { String(format: "%.2f", $0) } ?? "--"
        return "\(searches) searches among \(strategies) worthless strategies of \(days) days, \(law) returns\n\(table.render())\n"
            + "Mean probability of backtest overfitting: \(percent(document.meanOverfitting)), one half expected\n"
            + "Mean annual Sharpe ratio of the best: \(String(format: "%.2f", document.meanBestSharpe)), "
            + "\(expected) expected of luck if strategies are independent\n"
            + (document.isHonest ? "Counting all trials is honest here" : "Counting all trials is not enough here")
    }
}
