import ArgumentParser

struct StrategyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "strategy", abstract: "List, show, check and start strategy files.",
        subcommands: [StrategyList.self, StrategyShow.self, StrategyCheck.self, StrategyNew.self])
}
