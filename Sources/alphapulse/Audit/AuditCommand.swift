import ArgumentParser

/// Proofs rather than promises.
struct AuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract:
            "Prove on your own data what the program promises: no look-ahead, no dependence on where history starts, live as in the backtest.",
        subcommands: [AuditCausality.self, AuditWarmup.self, AuditNoise.self, AuditLuck.self, AuditRegimes.self, AuditParity.self])
}
