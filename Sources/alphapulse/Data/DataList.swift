import ArgumentParser
import Foundation
import PulseCore
import PulseStore

struct DataList: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the series of candles in the store.")

    @OptionGroup var options: GlobalOptions

    private struct Entry: Encodable {
        var instrument: String
        var timeframe: String
        var from: String
        var to: String
        var candles: Int
        var gaps: Int
        var bytesPerCandle: Double
        var takerFlow: Bool

        init(_ series: SeriesSummary) {
            instrument = series.instrument.description
            timeframe = series.timeframe.description
            from = series.from.description
            to = series.to.description
            candles = series.candles
            gaps = series.gaps
            bytesPerCandle = (series.bytesPerCandle * 100).rounded() / 100
            takerFlow = series.isTakerFlowKnown
        }
    }

    private struct Document: Encodable {
        var schema = "alphapulse.data.v1"
        var series: [Entry]
    }

    func run() throws {
        let settings = try Settings(options: options)
        // An empty answer is an answer: nothing was imported yet.
        let exists = FileManager.default.fileExists(atPath: settings.storeURL.path)
        let entries = exists ? try CandleStore.existing(at: settings.storeURL).series().map(Entry.init) : []
        if options.json { return try JSONOutput.print(Document(series: entries)) }
        guard !entries.isEmpty else {
            return try Console.print("No candles yet: see 'alphapulse data import' and 'alphapulse data synth'.")
        }
        var table = TextTable([
            ("instrument", .left), ("timeframe", .right), ("from", .left), ("to", .left), ("candles", .right), ("gaps", .right),
            ("bytes/candle", .right), ("taker flow", .left),
        ])
        for entry in entries {
            table.append([
                entry.instrument, entry.timeframe, entry.from, entry.to, String(entry.candles), String(entry.gaps),
                String(format: "%.1f", entry.bytesPerCandle), entry.takerFlow ? "yes" : "no",
            ])
        }
        try Console.print(table.render())
    }
}
