import ArgumentParser
import Foundation
import PulseCore
import PulseStore

struct DataVerify: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Check every candle's checksum, order and validity, and list the gaps.",
        discussion: "Exit code 0 where everything is sound and whole, 1 where there are gaps or damage.")

    @OptionGroup var options: GlobalOptions

    @Argument(help: ArgumentHelp("Instruments to report on; all by default.", valueName: "venue:SYMBOL"))
    var instruments: [String] = []

    @Option(help: "Only this timeframe.")
    var timeframe: String?

    private struct Fault: Encodable {
        var from: String
        var to: String
        var message: String
    }

    private struct Entry: Encodable {
        var instrument: String
        var timeframe: String
        var candles: Int
        var gaps: [ImportDocument.Span]
        var faults: [Fault]
    }

    private struct Document: Encodable {
        var schema = "alphapulse.verify.v1"
        var isSound: Bool
        var series: [Entry]
    }

    func run() throws {
        let settings = try Settings(options: options)
        let store = try CandleStore.existing(at: settings.storeURL)
        let wanted = try selection(of: store.series())
        let bar = ProgressBar(
            "verify", total: wanted.reduce(0) { $0 + $1.candles }, unit: "candles", isQuiet: options.quiet || options.json)
        let faults = try store.verify { bar.advance(by: $0) }
        bar.finish()
        let entries = try wanted.map { series in
            let own = faults.filter { $0.instrument == series.instrument && $0.timeframe == series.timeframe }
            // The gaps of a damaged chunk cannot be read.
            let gaps = own.isEmpty ? try store.gaps(series.instrument, series.timeframe) : []
            return Entry(
                instrument: series.instrument.description, timeframe: series.timeframe.description, candles: series.candles,
                gaps: gaps.map(ImportDocument.Span.init),
                faults: own.map { Fault(from: $0.range.from.description, to: $0.range.to.description, message: $0.message) })
        }
        let isSound = entries.allSatisfy { $0.gaps.isEmpty && $0.faults.isEmpty }
        if options.json {
            try JSONOutput.print(Document(isSound: isSound, series: entries))
        } else {
            try printText(entries)
        }
        if !isSound { throw ExitCode(1) }
    }

    private func selection(of series: [SeriesSummary]) throws -> [SeriesSummary] {
        let length = try timeframe.map { try RunInputs.timeframe($0, option: "--timeframe") }
        let ids = try instruments.map { text in
            guard let id = InstrumentID(text) else {
                throw PulseError(.usage, "'\(text)' is not an instrument", hint: "write venue:SYMBOL")
            }
            guard series.contains(where: { $0.instrument == id }) else {
                throw PulseError(.missing, "the store has no candles of \(id)", hint: "see 'alphapulse data list'")
            }
            return id
        }
        return series.filter { (ids.isEmpty || ids.contains($0.instrument)) && (length == nil || $0.timeframe == length) }
    }

    private func printText(_ entries: [Entry]) throws {
        for entry in entries {
            let missing = entry.gaps.reduce(0) { $0 + $1.missing }
            let state =
                entry.gaps.isEmpty && entry.faults.isEmpty
                ? "sound" : "\(entry.gaps.count) gaps (\(missing) missing), \(entry.faults.count) faults"
            try Console.print("\(entry.instrument) \(entry.timeframe): \(entry.candles) candles, \(state)")
            for gap in entry.gaps { try Console.print("  gap \(gap.from) to \(gap.to): \(gap.missing) missing") }
            for fault in entry.faults { try Console.print("  fault \(fault.from) to \(fault.to): \(fault.message)") }
        }
    }
}
