import ArgumentParser
import Foundation
import PulseBinance
import PulseCore
import PulseStore

struct DataImport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Import candles and side series: Binance's archive as it is, any CSV file, news, fear & greed.",
        discussion: """
            Reads .zip (with the .CHECKSUM beside it), .csv and .csv.gz; folders are walked in sorted order. Instrument, market and
            timeframe come from names and folders: futures/um/.../BTCUSDT-1m-2025-01.zip. A file that is imported again changes nothing.
            Side series: the archive's fundingRate, metrics and premiumIndexKlines; news as CSV or JSON lines (time, source, headline,
            if known score, confidence, impact, instrument); the fear & greed index as alternative.me's JSON or as CSV (date,value); with
            --kind any CSV with time,value. docs/side-series.md tells their columns and when each observation becomes known.
            Examples:
              alphapulse data import ~/Downloads/spot/monthly
              alphapulse data import aapl.csv --instrument stocks:AAPL --timeframe 1d --columns time=Date,open=Open,high=High,low=Low,close=Last
              alphapulse data import BTCUSDT-fundingRate-2024-01.zip BTCUSDT-metrics-2024-01-01.zip fear-greed.json
              alphapulse data import headlines.csv --known-delay 10m
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

    @OptionGroup var side: SideImportOptions

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

        let results = try outcomes(of: files, overrides, settings)
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

    /// What became of each file: side series one after another, candles several at a time.
    private func outcomes(of files: [URL], _ overrides: CandleFile.Overrides, _ settings: Settings) throws -> [FileImport] {
        let sideOverrides = try side.overrides(overrides.instrument, overrides.timeframe, overrides.mapping?.timeFormat ?? .automatic)
        // Whoever names timeframe or columns means candles.
        let isForCandles = side.meansCandles || (sideOverrides.kind == nil && (timeframe != nil || columns != nil))
        var refused: [Int: FileImport] = [:]
        var beside: [(index: Int, file: SideFile)] = []
        var wanted: [CandleFile] = []
        for (index, url) in files.enumerated() {
            do {
                if !(isForCandles && ArchiveFileName(path: url.path).mayHoldCandles), !side.meansCandles,
                    let file = try SideFile(archive: url, sideOverrides)
                {
                    beside.append((index, file))
                } else {
                    wanted.append(try CandleFile(archive: url, overrides))
                }
            } catch let error as PulseError {
                refused[index] = FileImport(path: url.path, error: error)
            }
        }
        var imported: [FileImport] = []
        if !wanted.isEmpty || !beside.isEmpty {
            let now = Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000))
            let store = try CandleStore(url: settings.storeURL)
            let isQuiet = options.quiet || options.json
            let bar = ProgressBar("import", total: Self.estimate(wanted, beside.map(\.file)), unit: "rows", isQuiet: isQuiet)
            defer { bar.finish() }
            imported = try CandleFileImporter(store: store, threads: Self.parsers, recordedAt: now)
                .importFiles(wanted) { bar.advance(by: $0) }
            let importer = SideFileImporter(store: store, recordedAt: now)
            for (index, file) in beside { refused[index] = try importer.importFile(file) { bar.advance(by: $0) } }
        }
        var rest = imported.makeIterator()
        let named = Set(paths.map { URL(fileURLWithPath: $0).path })
        return files.indices.compactMap { refused[$0] ?? rest.next() }.map { result in
            var result = result
            // Archives keep trades and order books beside candles: whoever names the folder did not ask for those.
            let isForeign = result.error?.diagnostics.contains { $0.message.hasSuffix("not candles") } ?? false
            result.isPassedOver = isForeign && !named.contains(result.path)
            return result
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

    /// About how many rows the files hold, for the progress bar.
    private static func estimate(_ candles: [CandleFile], _ side: [SideFile]) -> Int {
        func rows(_ url: URL, _ plain: Int, _ packed: Int) -> Int {
            let size = (try? FileManager.default.attributesOfItem(atPath: url.path)[.size] as? Int) ?? 0
            return size / (["zip", "gz"].contains(url.pathExtension.lowercased()) ? packed : plain)
        }
        return candles.reduce(0) { $0 + rows($1.url, 110, 30) } + side.reduce(0) { $0 + rows($1.url, 90, 12) }
    }
}
