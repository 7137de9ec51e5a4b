import ArgumentParser
import Foundation
import PulseBinance
import PulseCore
import PulseStore

struct DataExport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write a series as CSV with the twelve columns of Binance's archive.",
        discussion: "Numbers keep every bit: importing the file again changes nothing.")

    @OptionGroup var options: GlobalOptions

    @Argument(help: ArgumentHelp("What to export.", valueName: "venue:SYMBOL"))
    var instrument: String

    @Option(help: "Length of a candle.")
    var timeframe: String

    @OptionGroup var span: RangeOptions

    @Option(help: ArgumentHelp("Where to write; standard output by default.", valueName: "file"))
    var output: String?

    private struct Document: Encodable {
        var schema = "alphapulse.export.v1"
        var instrument: String
        var timeframe: String
        var candles: Int
        var output: String
    }

    func run() throws {
        guard !options.json || output != nil else {
            throw PulseError(.usage, "--json needs --output: standard output can hold only one of the two")
        }
        let settings = try Settings(options: options)
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
