import ArgumentParser
import Foundation
import PulseCore
import PulseReport
import PulseStore

struct RunsCompare: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "compare", abstract: "Put runs side by side and say in what they differ.")

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Two or more runs: ids, their first digits, or run folders.")
    var runs: [String]

    private struct Document: Encodable {
        var schema = "alphapulse.compare.v1"
        var runs: [String]
        var metrics: [String: [Double?]]
    }

    func run() throws {
        guard runs.count >= 2 else { throw PulseError(.usage, "give two or more runs to compare") }
        let lookup = RunLookup(options: options)
        let documents = try runs.map { try lookup.folder($0).document() }
        if options.json {
            let keys = Set(documents.flatMap { $0.metrics.map(\.key) })
            let metrics = keys.map { key in (key, documents.map { $0.metric(key)?.value }) }
            return try JSONOutput.print(Document(runs: documents.map(\.run), metrics: Dictionary(uniqueKeysWithValues: metrics)))
        }
        try Console.print(ComparisonTable(documents, detail: .all, style: RunText.style(options)).text())
    }
}
