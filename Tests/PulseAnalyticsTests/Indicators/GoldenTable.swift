import Foundation
import PulseCore
import PulseTesting

/// Columns of a CSV file by their names; an empty field is NaN.
struct GoldenTable {
    let columns: [String: [Double]]

    /// Reads a file of the shared folder, decompressing it if its name ends in `.gz`. Nil if it is not there.
    init?(_ path: String) {
        guard let url = SharedData.url(path), let text = try? Self.text(of: url) else { return nil }
        var rows = text.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
        guard let header = rows.first else { return nil }
        rows.removeFirst()
        var columns: [String: [Double]] = [:]
        for (index, name) in header.enumerated() {
            columns[String(name)] = rows.map { Double($0[index]) ?? .nan }
        }
        self.columns = columns
    }

    private static func text(of url: URL) throws -> String {
        guard url.pathExtension == "gz" else { return try String(contentsOf: url, encoding: .utf8) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["gzip", "-dc", url.path]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }

    /// The candles of `candles_btcusdt_1h_5000.csv`.
    static let candles: CandleColumns? = {
        guard let table = GoldenTable("peers/golden/candles_btcusdt_1h_5000.csv") else { return nil }
        let columns = ["open_time", "open", "high", "low", "close", "volume"].compactMap { table.columns[$0] }
        guard columns.count == 6 else { return nil }
        return CandleColumns(
            columns[0].indices.map {
                Candle(
                    openTime: Timestamp(milliseconds: Int64(columns[0][$0])), open: columns[1][$0], high: columns[2][$0],
                    low: columns[3][$0],
                    close: columns[4][$0], volume: columns[5][$0])
            })
    }()

    static let talib = GoldenTable("peers/golden/indicators_talib.csv.gz")
    static let talibWide = GoldenTable("peers/golden/indicators_talib_all_defaults.csv.gz")
    static let pandasWide = GoldenTable("peers/golden/indicators_pandas_ta_more.csv.gz")
}
