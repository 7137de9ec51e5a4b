import ArgumentParser
import Foundation
import PulseBinance
import PulseCore
import PulseStore

struct DataExport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write a series as CSV: candles with the twelve columns of Binance's archive, side series with all that is known.",
        discussion: """
            Numbers keep every bit: importing the file again changes nothing.
            Examples:
              alphapulse data export binance:BTCUSDT --timeframe 1h --output hours.csv
              alphapulse data export binance-um:BTCUSDT --side fundingRate
              alphapulse data export '*' --side fearGreed
            """)

    @OptionGroup var options: GlobalOptions

    @Argument(help: ArgumentHelp("What to export; '*' for a side series of all instruments.", valueName: "venue:SYMBOL"))
    var instrument: String

    @Option(help: "Length of a candle.")
    var timeframe: String?

    @Option(help: ArgumentHelp("A side series in place of candles.", valueName: "kind"))
    var side: String?

    @OptionGroup var span: RangeOptions

    @Option(help: ArgumentHelp("Where to write; standard output by default.", valueName: "file"))
    var output: String?

    private struct Document: Encodable {
        var schema = "alphapulse.export.v1"
        var instrument: String
        var timeframe: String?
        var candles: Int?
        var side: String?
        var points: Int?
        var output: String
    }

    func run() throws {
        guard !options.json || output != nil else {
            throw PulseError(.usage, "--json needs --output: standard output can hold only one of the two")
        }
        let settings = try Settings(options: options)
        if let side { return try exportSide(try SideImportOptions.kind(side, option: "--side"), settings) }
        guard let timeframe else { throw PulseError(.usage, "--timeframe is needed for candles, --side for a side series") }
        guard let id = InstrumentID(instrument) else {
            throw PulseError(.usage, "'\(instrument)' is not an instrument", hint: "write venue:SYMBOL")
        }
        let length = try RunInputs.timeframe(timeframe, option: "--timeframe")
        let range = try span.range()
        let exporter = ArchiveExporter(store: try CandleStore.existing(at: settings.storeURL))
        guard let output, output != "-" else {
            _ = try exporter.export(id, length, range) { try Console.write($0) }
            return
        }
        let count = try write(to: URL(fileURLWithPath: output)) { sink in try exporter.export(id, length, range, write: sink) }
        if options.json {
            let document = Document(instrument: id.description, timeframe: length.description, candles: count, output: output)
            return try JSONOutput.print(document)
        }
        try Console.print("\(count) candles in \(output)")
    }

    private func exportSide(_ kind: SideKind, _ settings: Settings) throws {
        guard timeframe == nil else { throw PulseError(.usage, "side series have no timeframe: give --timeframe or --side") }
        let id = InstrumentID(instrument)
        guard id != nil || instrument == "*" else {
            throw PulseError(.usage, "'\(instrument)' is not an instrument", hint: "write venue:SYMBOL, or '*' for all instruments")
        }
        let range = try span.range()
        let exporter = SideExporter(store: try CandleStore.existing(at: settings.storeURL))
        guard let output, output != "-" else {
            _ = try exporter.export(id, kind, range) { try Console.write($0) }
            return
        }
        let count = try write(to: URL(fileURLWithPath: output)) { sink in try exporter.export(id, kind, range, write: sink) }
        if options.json {
            return try JSONOutput.print(Document(instrument: instrument, side: kind.name, points: count, output: output))
        }
        try Console.print("\(count) points in \(output)")
    }

    /// Writes beside the file and renames at the end, so that a half-written file is never taken for a whole one.
    private func write(to url: URL, _ body: (([UInt8]) throws -> Void) throws -> Int) throws -> Int {
        let partial = url.deletingLastPathComponent().appendingPathComponent(".\(url.lastPathComponent).partial")
        do {
            guard FileManager.default.createFile(atPath: partial.path, contents: nil) else {
                throw PulseError(.io, "cannot be created", at: SourceLocation(file: url.path))
            }
            let handle = try FileHandle(forWritingTo: partial)
            let count = try body { try handle.write(contentsOf: Data($0)) }
            try handle.close()
            if FileManager.default.fileExists(atPath: url.path) { try FileManager.default.removeItem(at: url) }
            try FileManager.default.moveItem(at: partial, to: url)
            return count
        } catch {
            try? FileManager.default.removeItem(at: partial)
            throw error
        }
    }
}
