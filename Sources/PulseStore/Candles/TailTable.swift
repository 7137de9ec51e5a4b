import GRDB
import PulseCore

/// The live candles of one series that are not folded into chunks yet: a row each.
struct TailTable {
    /// Rows after which the tail is folded (P9): a chunk is then rewritten once in 512 candles.
    static let capacity = 512

    let database: Database
    let series: SeriesKey

    private static let columns =
        "open_time, open, high, low, close, volume, quote_volume, trade_count, taker_buy_volume, taker_buy_quote_volume"

    /// The candles whose open times lie from `from` to before `to`, ascending.
    func read(from: Int64 = .min, to: Int64 = .max) throws -> [Candle] {
        let statement = try database.cachedStatement(
            sql: "SELECT \(Self.columns) FROM candle_tail WHERE series = ? AND open_time >= ? AND open_time < ? ORDER BY open_time")
        return try Row.fetchAll(statement, arguments: [series.id, from, to]).map { row in
            Candle(
                openTime: Timestamp(milliseconds: row[0]), open: row[1], high: row[2], low: row[3], close: row[4], volume: row[5],
                quoteVolume: row[6], tradeCount: row[7], takerBuyVolume: row[8], takerBuyQuoteVolume: row[9])
        }
    }

    /// Adds a candle or replaces the one of the same open time.
    func store(_ candle: Candle) throws {
        let statement = try database.cachedStatement(
            sql: "INSERT OR REPLACE INTO candle_tail (series, \(Self.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        try statement.execute(arguments: [
            series.id, candle.openTime.milliseconds, candle.open, candle.high, candle.low, candle.close, candle.volume,
            candle.quoteVolume, candle.tradeCount, candle.takerBuyVolume, candle.takerBuyQuoteVolume,
        ])
    }

    func count() throws -> Int {
        let statement = try database.cachedStatement(sql: "SELECT count(*) FROM candle_tail WHERE series = ?")
        return try Int.fetchOne(statement, arguments: [series.id]) ?? 0
    }

    func removeAll() throws {
        try database.cachedStatement(sql: "DELETE FROM candle_tail WHERE series = ?").execute(arguments: [series.id])
    }
}
