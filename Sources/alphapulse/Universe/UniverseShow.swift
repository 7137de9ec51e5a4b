import ArgumentParser
import PulseCore
import PulseLive
import PulseStore

struct UniverseShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show the universe of a day: the latest snapshot that is not after it.",
        discussion: "Example: alphapulse universe show --rule top50-futures --on 2025-03-01")

    @OptionGroup var options: GlobalOptions
    @OptionGroup var universe: UniverseOptions

    @Option(help: ArgumentHelp("The day; the latest snapshot by default.", valueName: "day"))
    var on: String?

    func run() throws {
        let settings = try Settings(options: options)
        let rule = try universe.universeRule()
        let day = try on.map { try UniverseOptions.day($0, "--on") }
        let store = UniverseStore(try CandleStore.existing(at: settings.storeURL))
        let found = try UniverseLookup(store).snapshot(rule.name, on: day ?? CivilDate(Timestamp.plausible.to))
        let document = UniverseDocument(found)
        if options.json { return try JSONOutput.print(document) }
        try Console.print(document.table + "\n\n\(document.rule) of \(document.day), \(document.members.count) instruments")
    }
}
