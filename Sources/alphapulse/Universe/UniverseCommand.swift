import ArgumentParser

struct UniverseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "universe", abstract: "Choose the most traded instruments, and keep which they were on each day.",
        subcommands: [UniverseShow.self, UniverseList.self, UniverseRefreshCommand.self, UniverseImport.self])
}
