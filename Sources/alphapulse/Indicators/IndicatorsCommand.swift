import ArgumentParser

struct IndicatorsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "indicators", abstract: "List indicators and compute them over candles of the store.",
        subcommands: [IndicatorsList.self, IndicatorsCompute.self])
}
