import ArgumentParser
import Foundation
import PulseCore
import PulseStore

struct DataList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the series of candles, and those beside them, in the store.")

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

    private struct SideEntry: Encodable {
        var kind: String
        /// `*` for what concerns all instruments.
        var instrument: String
        var from: String
        var to: String
        var points: Int
        var revisions: Int

        init(_ series: SideSeriesSummary) {
            kind = series.kind.name
            instrument = series.instrument?.description ?? "*"
            from = series.from.description
            to = series.to.description
            points = series.points
            revisions = series.revisions
        }
    }

    private struct Document: Encodable {
        var schema = "alphapulse.data.v1"
        var series: [Entry]
        var side: [SideEntry]
    }

    func run() throws {
        let settings = try Settings(options: options)
        // An empty answer is an answer: nothing was imported yet.
        let exists = FileManager.default.fileExists(atPath: settings.storeURL.path)
        let store = exists ? try CandleStore.existing(at: settings.storeURL) : nil
        let entries = try store?.series().map(Entry.init) ?? []
        let side = try store?.sideSeries().map(SideEntry.init) ?? []
        if options.json { return try JSONOutput.print(Document(series: entries, side: side)) }
        if entries.isEmpty {
            try Console.print("No candles yet: see 'alphapulse data import' and 'alphapulse data synth'.")
        } else {
            try Console.print(Self.table(entries))
        }
        if !side.isEmpty { try Console.print("\n" + Self.table(side)) }
    }

    private static func table(_ entries: [Entry]) -> String {
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
        return table.render()
    }

    private static func table(_ entries: [SideEntry]) -> String {
        var table = TextTable([
            ("side series", .left), ("instrument", .left), ("from", .left), ("to", .left), ("points", .right), ("revised", .right),
        ])
        for entry in entries {
            table.append([entry.kind, entry.instrument, entry.from, entry.to, String(entry.points), String(entry.revisions)])
        }
        return table.render()
    }
}
