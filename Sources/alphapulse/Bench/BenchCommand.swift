import ArgumentParser
import Foundation
import PulseCore

struct BenchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench", abstract: "Measure speed on this machine: seeded work, one line of JSON a measurement.",
        discussion: """
            With --peers the programs of that folder do the same work in turn with ours, and each line carries the ratio.
            Example: alphapulse bench indicators --peers ../shared/peers --python venv/bin/python
            """)

    enum Name: String, ExpressibleByArgument, CaseIterable {
        case indicators, pipeline, live, journal, simulator, sweep, ingest, stream, search
    }

    @OptionGroup var options: GlobalOptions

    @Argument(help: "What to measure.")
    var name: Name

    @Option(help: "Candles.")
    var candles = 1_000_000

    @Option(help: "Measured runs, after one that is not counted; the median is quoted.")
    var repeats = 5

    @Option(help: ArgumentHelp("Folder with the peers' programs.", valueName: "dir"))
    var peers: String?

    @Option(help: ArgumentHelp("Python that has what the peers need.", valueName: "python"))
    var python = "python3"

    func run() throws {
        guard (1_000...20_000_000).contains(candles) else {
            throw PulseError(.usage, "--candles must lie in 1000...20000000, not \(candles)")
        }
        guard (1...100).contains(repeats) else { throw PulseError(.usage, "--repeats must lie in 1...100, not \(repeats)") }
        let bench: any Benchmark =
            switch name {
            case .indicators: IndicatorBenchmark()
            case .pipeline: PipelineBenchmark()
            case .live: LiveBenchmark()
            case .journal: JournalBenchmark()
            case .simulator: SimulatorBenchmark()
            case .sweep: SweepBenchmark()
            case .ingest: IngestBenchmark()
            case .stream: StreamBenchmark()
            case .search: SearchBenchmark()
            }
        var ours = try bench.measure(candles: candles, repeats: repeats)
        var lines: [BenchResult] = []
        if let peers {
            for peer in bench.peers {
                let theirs: BenchResult
                do {
                    theirs = try PeerProgram(folder: peers, python: python).measure(peer, candles: candles, repeats: repeats)
                } catch let error as PulseError where peer.isOptional {
                    Console.note("note: \(error)")
                    continue
                }
                // Once more, so that ours was measured before and after theirs.
                let again = try bench.measure(candles: candles, repeats: repeats)
                for index in ours.indices where index < again.count { ours[index] = ours[index].merged(with: again[index]) }
                let ratio = ours[peer.result].rate / theirs.rate
                ours[peer.result].ratio = ratio
                ours[peer.result].notes["against \(theirs.who)"] = String(format: "%.2f times", ratio)
                lines.append(theirs)
            }
        }
        for line in ours + lines {
            if options.json {
                try JSONOutput.print(line)
            } else {
                let notes = line.notes.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
                try Console.print(
                    "\(line.name) · \(line.who): \(ProgressBar.compact(line.rate)) \(line.unit)/s (\(String(format: "%.4f", line.seconds)) s, "
                        + "\(line.threads) thread\(line.threads == 1 ? "" : "s"))\(notes.isEmpty ? "" : "; " + notes)")
            }
        }
    }
}
