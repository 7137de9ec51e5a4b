import Foundation
import PulseBinance
import PulseCore
import PulseStore
import PulseTesting

/// A folder with an empty store, and files to import into it.
struct ImportFixture {
    let folder: TemporaryDirectory
    let store: CandleStore

    init() throws {
        folder = try TemporaryDirectory()
        store = try CandleStore(url: folder.file("store/alphapulse.sqlite"))
    }

    /// Writes a file and imports it.
    func importing(
        _ text: String, as name: String, _ overrides: CandleFile.Overrides = .init()
    ) throws -> FileImport {
        try importing(Data(text.utf8), as: name, overrides)
    }

    func importing(_ data: Data, as name: String, _ overrides: CandleFile.Overrides = .init()) throws -> FileImport {
        let url = folder.file(name)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try data.write(to: url)
        do {
            return try CandleFileImporter(store: store).importFiles([CandleFile(archive: url, overrides)])[0]
        } catch let error as PulseError {
            return FileImport(path: url.path, error: error)
        }
    }

    /// Candles as the archive's lines.
    static func lines(_ columns: CandleColumns, microseconds: Bool = false) -> [String] {
        (0..<columns.count).map { index in
            let candle = columns[index]
            let unit: Int64 = microseconds ? 1_000 : 1
            let open = candle.openTime.milliseconds * unit
            let close = open + 60_000 * unit - 1
            let prices = "\(candle.open),\(candle.high),\(candle.low),\(candle.close),\(candle.volume)"
            let flow = "\(candle.quoteVolume),\(candle.tradeCount),\(candle.takerBuyVolume),\(candle.takerBuyQuoteVolume)"
            return "\(open),\(prices),\(close),\(flow),0"
        }
    }

    static func text(_ lines: [String], header: Bool = false) -> String {
        ((header ? [BinanceKlines.header] : []) + lines).joined(separator: "\n") + "\n"
    }
}
