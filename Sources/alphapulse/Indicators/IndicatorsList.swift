import ArgumentParser
import PulseAnalytics

struct IndicatorsList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List all indicators with their parameters and defaults.")

    @OptionGroup var options: GlobalOptions

    private struct Entry: Encodable {
        struct Parameter: Encodable {
            var name: String
            var standard: Double
            var minimum: Double
            var maximum: Double
        }
        var name: String
        var usage: String
        var summary: String
        var parameters: [Parameter]
        var parts: [String]
        var warmup: Int
    }

    private struct Document: Encodable {
        var schema = "alphapulse.indicators.v1"
        var indicators: [Entry]
    }

    func run() throws {
        let entries = try IndicatorCatalog.all.map { definition in
            Entry(
                name: definition.name, usage: definition.usage, summary: definition.summary,
                parameters: definition.parameters.map {
                    Entry.Parameter(name: $0.name, standard: $0.standard, minimum: $0.range.lowerBound, maximum: $0.range.upperBound)
                },
                parts: definition.parts, warmup: try definition.make(definition.standardArguments).warmup)
        }
        if options.json { return try JSONOutput.print(Document(indicators: entries)) }
        var table = TextTable([("indicator", .left), ("defaults", .left), ("columns", .left), ("warm-up", .right), ("what it is", .left)])
        for entry in entries {
            let defaults = entry.parameters.map { parameter in
                parameter.standard == parameter.standard.rounded() ? String(Int(parameter.standard)) : String(parameter.standard)
            }
            table.append([
                entry.usage, defaults.joined(separator: ","), entry.parts.map { $0.isEmpty ? "value" : $0 }.joined(separator: " "),
                String(entry.warmup), entry.summary,
            ])
        }
        try Console.print(table.render())
    }
}
