import ArgumentParser

struct SessionsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sessions", abstract: "List paper sessions.", subcommands: [SessionsList.self], defaultSubcommand: SessionsList.self)
}
