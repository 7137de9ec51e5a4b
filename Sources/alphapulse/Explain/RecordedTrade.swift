import Foundation
import PulseCore
import PulseReport

/// A row of a run's `trades.csv`.
struct RecordedTrade {
    var number: Int
    var instrument: String
    var direction: String
    var signalTime: Timestamp
    var entryPrice: String
    var exitPrice: String
    var netProfit: String
    var exitReason: String
    /// The calibrated probability; empty without a calibration.
    var calibrated: String
    /// The recorded votes, in the order of the heads.
    var votes: [String]

    /// The trade of a number; `missing` where the run has none.
    static func find(_ number: Int, in folder: RunFolder) throws -> RecordedTrade {
        let file = folder.file("trades.csv")
        guard let text = try? String(contentsOf: file, encoding: .utf8) else {
            throw PulseError(.missing, "there is no 'trades.csv' in '\(folder.url.path)'", hint: "run the strategy again")
        }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: true)
        let names = lines.first.map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) } ?? []
        var last = 0
        for line in lines.dropFirst() {
            let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            guard fields.count == names.count, let found = fields.first.flatMap({ Int($0) }) else {
                throw PulseError(
                    .badData, "a row of trades.csv is damaged", at: SourceLocation(file: file.path), hint: "run the strategy again")
            }
            last = found
            guard found == number else { continue }
            let row = Dictionary(zip(names, fields)) { first, _ in first }
            guard let time = row["signal_time"].flatMap({ Timestamp($0) }) else { break }
            return RecordedTrade(
                number: number, instrument: row["instrument"] ?? "", direction: row["direction"] ?? "", signalTime: time,
                entryPrice: row["entry_price"] ?? "", exitPrice: row["exit_price"] ?? "", netProfit: row["net_profit"] ?? "",
                exitReason: row["exit_reason"] ?? "", calibrated: row["calibrated_probability"] ?? "",
                votes: (row["votes"] ?? "").split(separator: " ").map(String.init))
        }
        throw PulseError(.missing, "the run has no trade \(number)", hint: last > 0 ? "its last one is \(last)" : "it has no trades at all")
    }
}
