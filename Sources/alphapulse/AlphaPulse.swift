import ArgumentParser
import CAllocator
import Foundation
import PulseCore

/// The command line: the only place where the parts are put together.
@main
struct AlphaPulse: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "alphapulse",
        abstract: "Backtesting and research for crypto trading: from candles to a report that can be trusted.",
        discussion: """
            Examples:
              alphapulse data synth --instrument synthetic-um:DEMOUSDT --count 200000
              alphapulse backtest strategies/nine-heads.yaml --instrument synthetic-um:DEMOUSDT --timeframe 1h

            Results go to standard output, progress and messages to standard error. State lives in .alphapulse/ (see --home).
            Exit codes: 0 fine, 1 the answer is no, 64 usage, 65 bad data, 66 missing, 69 venue unavailable, 70 bug, 74 I/O,
            75 try again, 78 configuration.
            """,
        version: EngineVersion.current,
        subcommands: [
            DataCommand.self, UniverseCommand.self,
            IndicatorsCommand.self, StrategyCommand.self, BacktestCommand.self, TrainCommand.self, CalibrateCommand.self,
            SimulateCommand.self, TuneCommand.self, PaperCommand.self, SessionsCommand.self,
            MetricsCommand.self, RunsCommand.self, ExplainCommand.self, AuditCommand.self, SentimentCommand.self, BenchCommand.self,
            VenueCommand.self,
            ConfigCommand.self,
            DoctorCommand.self,
        ]
    )

    /// Parses, runs and turns whatever goes wrong into a message and the exit code of its kind.
    static func main() {
        signal(SIGPIPE, SIG_IGN)
        allocator_keep_freed_memory()
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch let error as PulseError {
            Console.fail(error)
        } catch {
            if let failure = Console.translated(error) { Console.fail(failure) }
            exit(withError: error)
        }
    }
}
