import ArgumentParser
import PulseCore
import PulseStrategy

struct StrategyShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show every value of a strategy that is in force, defaults included, thresholds as they lie on the 1/1024 grid.")

    @OptionGroup var options: GlobalOptions

    @Argument(help: "The strategy file.")
    var file: String

    private struct Document: Encodable {
        var schema = "alphapulse.strategy.v1"
        var values: [String: String]
    }

    func run() throws {
        let values = try StrategyFile.read(file).describe()
        if options.json {
            return try JSONOutput.print(Document(values: Dictionary(uniqueKeysWithValues: values.map { ($0.key, $0.value) })))
        }
        var table = TextTable([("key", .left), ("value", .left)])
        for value in values { table.append([value.key, value.value]) }
        try Console.print(table.render())
    }
}
