import ArgumentParser
import Foundation
import PulseCore
import PulseStrategy

struct StrategyList: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the strategy files of a folder.")

    @OptionGroup var options: GlobalOptions

    @Option(help: "The folder.")
    var folder = "strategies"

    private struct Entry: Encodable {
        var file: String
        var name: String?
        var timeframe: String?
        var heads: [String]?
        var description: String?
        var fault: String?
    }

    private struct Document: Encodable {
        var schema = "alphapulse.strategies.v1"
        var strategies: [Entry]
    }

    func run() throws {
        let entries = StrategyFile.names(in: folder).map { name in
            let path = folder + "/" + name
            do {
                let strategy = try StrategyFile.read(path)
                return Entry(
                    file: path, name: strategy.name, timeframe: strategy.timeframe.description,
                    heads: strategy.consensus.weights.heads.map(\.name), description: strategy.description)
            } catch {
                return Entry(file: path, fault: (error as? PulseError)?.diagnostics.first?.description ?? "\(error)")
            }
        }
        guard !options.json else { return try JSONOutput.print(Document(strategies: entries)) }
        guard !entries.isEmpty else {
            throw PulseError(.missing, "there is no strategy file in '\(folder)'", hint: "'alphapulse strategy new NAME' starts one")
        }
        var table = TextTable([("file", .left), ("timeframe", .right), ("heads", .left), ("what it is", .left)])
        for entry in entries {
            let about = entry.fault.map { "error: \($0)" } ?? entry.description?.split(separator: ".").first.map(String.init) ?? ""
            table.append([entry.file, entry.timeframe ?? "--", entry.heads?.joined(separator: " ") ?? "--", about])
        }
        try Console.print(table.render())
    }
}
