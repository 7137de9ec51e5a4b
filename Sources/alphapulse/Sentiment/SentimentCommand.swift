import ArgumentParser

struct SentimentCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sentiment", abstract: "Score headlines by the words in them.", subcommands: [SentimentScore.self])
}
