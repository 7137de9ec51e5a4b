import ArgumentParser

@main
struct AlphaPulse: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "alphapulse", abstract: "Backtesting and research for crypto trading.")
}
