import ArgumentParser
import Foundation
import PulseCore
import PulseReport
import PulseResearch
import PulseStore
import PulseStrategy

struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Show why a trade of a run was entered: votes, evidence, and what each head added.",
        discussion: """
            The pipeline is run again up to the trade's candle; its votes must be those that the run recorded.
            Example: alphapulse explain 3f2a91 17
            """)

    @OptionGroup var options: GlobalOptions

    @Argument(help: ArgumentHelp("The run's id or its first digits, or a run folder.", valueName: "run"))
    var id: String

    @Argument(help: "The trade's number, as in trades.csv.")
    var trade: Int

    @Option(help: "The strategy file, where it is not the one in strategies/ of the run's name.")
    var strategy: String?

    @Option(help: "Pieces of evidence to show for each head.")
    var evidence = 4

    func run() throws {
        guard (0...1_000).contains(evidence) else { throw PulseError(.usage, "--evidence must be in 0...1000, not \(evidence)") }
        let settings = try Settings(options: options)
        let folder = try RunLookup(options: options).folder(id)
        let document = try folder.document()
        guard document.kind == .backtest else {
            throw PulseError(.usage, "run \(document.shortRun) was made from a list of signals: no heads voted")
        }
        let row = try RecordedTrade.find(trade, in: folder)
        let specification = try specification(of: document, settings)
        let replay = try replay(document, specification, row, settings)
        let isSame = replay.votes.isEmpty || row.votes.isEmpty || zip(replay.heads, replay.votes).map { HeadVote($0, $1).text } == row.votes
        let explanation = Explanation(document: document, trade: row, replay: replay, isSame: isSame, evidence: evidence)
        if options.json { try JSONOutput.print(explanation.document) } else { try Console.print(explanation.text()) }
        // The candles or the program have changed since.
        if !isSame { throw ExitCode(1) }
    }

    /// The strategy that the run was made with: what is read must mean the same.
    private func specification(of document: RunDocument, _ settings: Settings) throws -> StrategySpecification {
        let path = strategy ?? "strategies/\(document.strategy.name).yaml"
        let specification = try ModelFolder(settings).resolve(StrategyFile.read(path))
        guard ContentDigest.hex(of: specification.canonicalForm) == document.strategy.hash else {
            throw PulseError(
                .badData, "'\(path)' is not the strategy that run \(document.shortRun) was made with",
                hint: "name that file with --strategy; 'alphapulse runs show \(document.shortRun) --json' has its text")
        }
        return specification
    }

    private func replay(
        _ document: RunDocument, _ specification: StrategySpecification, _ row: RecordedTrade, _ settings: Settings
    ) throws -> DecisionReplay {
        let store = try CandleStore.existing(at: settings.storeURL)
        // The candles and the side series that the run read, by the code that read them.
        let inputs = try RunInputs.parse([
            "--instrument", row.instrument, "--base", "\(document.baseTimeframe)", "--from", "\(document.range.from)", "--to",
            "\(document.range.to)",
        ])
        let market = try MarketLoader(store: store, inputs: inputs).load(
            timeframe: document.timeframe, sideKinds: specification.sideKinds, funding: .none
        ) { base in
            Backtest.warmupCandles(strategy: specification, timeframe: document.timeframe, base: base)
        }
        guard
            let replay = DecisionReplay.run(
                market.series[0], base: market.base, strategy: specification, timeframe: document.timeframe, until: row.signalTime)
        else {
            throw PulseError(
                .badData, "no decision became known at \(row.signalTime): the store's candles are not those of the run",
                hint: "import the same candles again")
        }
        return replay
    }
}
