import ArgumentParser

struct TuneCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tune", abstract: "Search a strategy's weights and parameters, and learn whether what was found is luck.",
        discussion: """
            Trials run through the venue of a backtest. What is chosen is judged on days that the choice has not seen, every trial ever made on the
            data is counted, and the report says in plain words what the result is worth. Interrupt it as you like: the same command goes on.
            Example: alphapulse tune strategies/four-of-nine.yaml --space spaces/weights.yaml --instrument binance:BTCUSDT --trials 2000
            """,
        subcommands: [TuneSearch.self, TuneAsk.self, TuneTell.self, TunePlan.self, TuneRun.self, TuneMerge.self],
        defaultSubcommand: TuneSearch.self)
}
