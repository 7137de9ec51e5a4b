import ArgumentParser

struct AuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "Check what the program promises, against what is known to be true.",
        subcommands: [AuditRegimes.self])
}
