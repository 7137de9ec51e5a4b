import PulseCore
import PulseStore

/// The twelve columns of the archive's klines.
public enum BinanceKlines {
    /// The header that files of futures have had since 2022; files of the spot market have none.
    public static let header =
        "open_time,open,high,low,close,volume,close_time,quote_volume,count,taker_buy_volume,taker_buy_quote_volume,ignore"

    /// What the columns say. Times are milliseconds, or microseconds in spot files of 2025 and later: told apart by size.
    public static func layout(hasHeader: Bool) -> CandleLayout {
        CandleLayout(
            roles: [
                .time, .open, .high, .low, .close, .volume, .ignored, .quoteVolume, .tradeCount, .takerBuyVolume, .takerBuyQuoteVolume,
                .ignored,
            ], hasHeader: hasHeader, timeFormat: .milliseconds)
    }

    /// The layout of a file of klines whose first line this is.
    ///
    /// Throws `PulseError(.badData)` which says what the file holds instead.
    public static func layout(firstLine: String, file: String) throws -> CandleLayout {
        let location = SourceLocation(file: file, line: 1)
        let cells = CandleLayout.cells(of: firstLine, separator: UInt8(ascii: ","))
        if let first = firstLine.utf8.first, first >= UInt8(ascii: "0"), first <= UInt8(ascii: "9") {
            guard cells.count == 12 else {
                throw PulseError(
                    .badData, "the rows have \(cells.count) columns; klines have 12", at: location,
                    hint: "for files of other programs, say --columns time=...,open=...")
            }
            return layout(hasHeader: false)
        }
        let names = cells.map { $0.lowercased() }
        if names.count == 12, Array(names.prefix(6)) == ["open_time", "open", "high", "low", "close", "volume"] {
            return layout(hasHeader: true)
        }
        if firstLine.hasPrefix("{") || firstLine.hasPrefix("[") || firstLine.contains("{\"") {
            throw PulseError(.badData, "holds JSON messages, not candles", at: location)
        }
        if names.contains("last_funding_rate") { throw PulseError(.badData, "holds funding rates, not candles", at: location) }
        if names.contains("is_buyer_maker") { throw PulseError(.badData, "holds trades, not candles", at: location) }
        // Another program's file with a header that names its columns.
        return try ColumnMapping.byName.layout(firstLine: firstLine, file: file)
    }
}
