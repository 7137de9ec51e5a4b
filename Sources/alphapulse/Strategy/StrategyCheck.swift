import ArgumentParser
import PulseCore

struct StrategyCheck: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Check strategy files; every fault is named with file, line and column.")

    @OptionGroup var options: GlobalOptions

    @Argument(help: "The strategy files.")
    var files: [String]

    private struct Document: Encodable {
        struct Result: Encodable {
            var file: String
            var faults: [String]
        }
        var schema = "alphapulse.check.v1"
        var results: [Result]
    }

    func run() throws {
        var found: [Diagnostic] = []
        var results: [Document.Result] = []
        var kind = PulseError.Kind.configuration
        for file in files {
            do {
                _ = try StrategyFile.read(file)
                results.append(.init(file: file, faults: []))
            } catch let error as PulseError {
                found += error.diagnostics
                kind = error.kind
                results.append(.init(file: file, faults: error.diagnostics.map(\.description)))
            }
        }
        if options.json {
            try JSONOutput.print(Document(results: results))
        } else {
            for result in results where result.faults.isEmpty { try Console.print("\(result.file): fine") }
        }
        guard found.isEmpty else { throw PulseError(kind, found) }
    }
}
