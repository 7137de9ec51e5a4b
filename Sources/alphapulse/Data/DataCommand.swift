import ArgumentParser

struct DataCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "data", abstract: "Bring candles into the store, look at them, check them, and take them out.",
        subcommands: [DataImport.self, DataFetch.self, DataList.self, DataVerify.self, DataExport.self, DataSynth.self])
}
