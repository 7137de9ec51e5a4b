import ArgumentParser
import Foundation
import PulseBinance
import PulseCore
import PulseStore

struct DataImport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Import files of candles: Binance's archive as it is, or any CSV file.",
        discussion: """
            Reads .zip (with the .CHECKSUM beside it), .csv and .csv.gz; folders are walked in sorted order. Instrument, market and
            timeframe come from names and folders: futures/um/.../BTCUSDT-1m-2025-01.zip. A file that is imported again changes nothing.
            Examples:
              alphapulse data import ~/Downloads/spot/monthly
              alphapulse data import aapl.csv --instrument stocks:AAPL --timeframe 1d --columns time=Date,open=Open,high=High,low=Low,close=Last
            """)

    @OptionGroup var options: GlobalOptions

    @Argument(help: ArgumentHelp("Files and folders.", valueName: "path"))
    var paths: [String]

    @Option(help: ArgumentHelp("Instrument of all files, whatever their names say.", valueName: "venue:SYMBOL"))
    var instrument: String?

    @Option(help: "Timeframe of all files, whatever their names say.")
    var timeframe: String?

    @Option(
        help: ArgumentHelp(
            "Columns of files that are not Binance's: time, open, high, low, close, volume, quoteVolume, tradeCount, takerBuyVolume, "
                + "takerBuyQuoteVolume, each by its name in the header or its number from 1.", valueName: "time=NAME,open=NAME,..."))
    var columns: String?

    @Option(help: ArgumentHelp("How such files write times.", valueName: "auto|s|ms|us|iso"))
    var timeFormat = "auto"

    /// Files that are parsed at a time; more do not help, since one thread writes.
    private static let parsers = 2

    func run() throws {
        let settings = try Settings(options: options)
        let overrides = try overrides()
        let files = try ArchiveFolder.files(paths)
        guard !files.isEmpty else {
            throw PulseError(.missing, "there are no .zip, .csv or .csv.gz files in \(paths.joined(separator: ", "))")
        }
        let started = ProcessInfo.processInfo.systemUptime

        var refused: [Int: FileImport] = [:]
        var wanted: [CandleFile] = []
        for (index, url) in files.enumerated() {
            do {
                wanted.append(try CandleFile(archive: url, overrides))
            } catch let error as PulseError {
                refused[index] = FileImport(path: url.path, error: error)
            }
        }
        var imported: [FileImport] = []
        if !wanted.isEmpty {
            let bar = ProgressBar("import", total: Self.estimate(wanted), unit: "candles", isQuiet: options.quiet || options.json)
            defer { bar.finish() }
            let now = Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000))
            let store = try CandleStore(url: settings.storeURL)
            imported = try CandleFileImporter(store: store, threads: Self.parsers, recordedAt: now)
                .importFiles(wanted) { bar.advance(by: $0) }
        }
        var rest = imported.makeIterator()
        let named = Set(paths.map { URL(fileURLWithPath: $0).path })
        let results = files.indices.compactMap { refused[$0] ?? rest.next() }.map { result in
            var result = result
            // Archives keep trades and funding rates beside candles: whoever names the folder did not ask for those.
            let isForeign = result.error?.diagnostics.contains { $0.message.hasSuffix("not candles") } ?? false
            result.isPassedOver = isForeign && !named.contains(result.path)
            return result
        }
        let seconds = ProcessInfo.processInfo.systemUptime - started
        if options.json {
            try JSONOutput.print(ImportDocument(results, seconds: seconds))
        } else {
            try ImportText.print(results, seconds: seconds, isQuiet: options.quiet)
        }
        for result in results {
            if let error = result.error, !result.isPassedOver { throw ExitCode(error.kind.rawValue) }
        }
    }

    private func overrides() throws -> CandleFile.Overrides {
        var overrides = CandleFile.Overrides()
        if let instrument {
            guard let id = InstrumentID(instrument) else {
                throw PulseError(.usage, "'\(instrument)' is not an instrument", hint: "write venue:SYMBOL, such as binance-um:BTCUSDT")
            }
            overrides.instrument = id
        }
        overrides.timeframe = try timeframe.map { try RunInputs.timeframe($0, option: "--timeframe") }
        guard let format = CandleLayout.TimeFormat(rawValue: timeFormat) else {
            throw PulseError(.usage, "--time-format must be auto, s, ms, us or iso, not '\(timeFormat)'")
        }
        if let columns {
            overrides.mapping = try ColumnMapping(columns, timeFormat: format)
        } else if format != .automatic {
            overrides.mapping = ColumnMapping(columns: [:], timeFormat: format)
        }
        return overrides
    }

    /// About how many candles the files hold, for the progress bar.
    private static func estimate(_ files: [CandleFile]) -> Int {
        files.reduce(0) { total, file in
            let size = (try? FileManager.default.attributesOfItem(atPath: file.url.path)[.size] as? Int) ?? 0
            return total + size / (file.url.pathExtension.lowercased() == "csv" ? 110 : 30)
        }
    }
}
