import ArgumentParser
import Foundation
import PulseCore
import PulseReport
import PulseStore

struct RunsList: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the runs, newest first.")

    @OptionGroup var options: GlobalOptions

    @Option(help: "How many at most.")
    var limit = 50

    private struct Entry: Encodable {
        var run: String
        var kind: String
        var created: String
        var strategy: String
        var instruments: [String]
        var timeframe: String
        var from: String
        var to: String
        var folder: String
        var metrics: [String: Double?]
    }

    private struct Document: Encodable {
        var schema = "alphapulse.runs.v1"
        var runs: [Entry]
    }

    func run() throws {
        guard limit > 0 else { throw PulseError(.usage, "--limit must be positive, not \(limit)") }
        let settings = try Settings(options: options)
        let records = try RunRegistry(try CandleStore.existing(at: settings.storeURL)).list(limit: limit)
        let entries = records.map { record in
            Entry(
                run: record.id, kind: record.kind.rawValue, created: record.createdAt.description, strategy: record.strategy,
                instruments: record.instruments.map(\.description), timeframe: record.timeframe.description,
                from: record.range.from.description, to: record.range.to.description, folder: record.folder,
                metrics: (try? JSONDecoder().decode([String: Double?].self, from: Data(record.metricsJSON.utf8))) ?? [:])
        }
        if options.json { return try JSONOutput.print(Document(runs: entries)) }
        guard !entries.isEmpty else { return try Console.print("No runs yet.") }
        var table = TextTable([
            ("run", .left), ("kind", .left), ("strategy", .left), ("instruments", .left), ("timeframe", .right), ("from", .left),
            ("to", .left),
            ("return", .right), ("Sharpe", .right), ("max drawdown", .right), ("made", .left),
        ])
        for entry in entries {
            func figure(_ key: String, _ unit: RunMetric.Unit) -> String { FigureText.text(entry.metrics[key] ?? nil, unit) }
            table.append([
                String(entry.run.prefix(12)), entry.kind, entry.strategy, entry.instruments.joined(separator: " "), entry.timeframe,
                String(entry.from.prefix(10)), String(entry.to.prefix(10)), figure("totalReturn", .gain), figure("sharpe", .ratio),
                figure("maxDrawdown", .drawdown), String(entry.created.prefix(16)),
            ])
        }
        try Console.print(table.render())
    }
}
