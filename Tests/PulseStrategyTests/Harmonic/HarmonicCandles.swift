import Foundation
import PulseCore
import PulseTesting

/// Real candles of the shared folder.
enum HarmonicCandles {
    static let hours = "data/candles/mit/spot/BTCUSDT-1h-20170817_20240421.csv.gz"
    static let fiveMinutes = "data/candles/mit/spot/BTCUSDT-5m-20240101_20240906.csv.gz"

    static func read(_ path: String) throws -> CandleColumns {
        var columns = CandleColumns()
        for line in try SharedData.text(path).utf8.split(separator: UInt8(ascii: "\n")) {
            let cells = line.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).prefix(6).map { Double(Substring($0)) }
            guard cells.count == 6, let time = cells[0], let open = cells[1], let high = cells[2], let low = cells[3], let close = cells[4]
            else { continue }
            columns.append(
                Candle(
                    openTime: Timestamp(milliseconds: Int64(time)), open: open, high: high, low: low, close: close, volume: cells[5] ?? 0))
        }
        return columns
    }
}
