import ArgumentParser

struct ConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "Show settings.", subcommands: [ConfigShow.self])
}

struct ConfigShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show every setting in force.",
        discussion: """
            Precedence: flag, environment (ALPHAPULSE__REPORT__DYGRAPHS sets report.dygraphs), alphapulse.yaml in the working folder,
            alphapulse/config.yaml in the user's configuration folder, default.
            """)

    @OptionGroup var options: GlobalOptions

    @Flag(help: "Also say where each value comes from.")
    var origin = false

    private struct Document: Encodable {
        var schema = "alphapulse.config.v1"
        var settings: [Settings.Value]
    }

    func run() throws {
        let settings = try Settings(options: options)
        if options.json { return try JSONOutput.print(Document(settings: settings.values)) }
        var table = TextTable([("key", .left), ("value", .left)] + (origin ? [("from", .left)] : []))
        for value in settings.values {
            table.append([value.key, value.value.isEmpty ? "--" : value.value] + (origin ? [value.origin] : []))
        }
        try Console.print(table.render())
    }
}
