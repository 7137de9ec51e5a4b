import GRDB
import PulseCore

/// A candle that changed after it was stored.
public struct CandleRevision: Hashable, Sendable {
    public var old: Candle
    public var new: Candle
    /// Who brought the new values: a file's path, a feed's name.
    public var source: String
    /// When that was, where the caller said.
    public var recordedAt: Timestamp?

    public init(old: Candle, new: Candle, source: String, recordedAt: Timestamp?) {
        self.old = old
        self.new = new
        self.source = source
        self.recordedAt = recordedAt
    }
}

extension CandleStore {
    /// The revisions of a series in the order in which they were made, at most `limit` of them, the newest last.
    public func revisions(_ id: InstrumentID, _ timeframe: Timeframe, limit: Int = 1_000) throws -> [CandleRevision] {
        try read { database in
            guard let series = try SeriesKey.find(database, id, timeframe) else { return [] }
            let rows = try Row.fetchAll(
                database, sql: "SELECT * FROM candle_revision WHERE series = ? ORDER BY id DESC LIMIT ?", arguments: [series.id, limit])
            return rows.reversed().map { row in
                func candle(_ prefix: String) -> Candle {
                    Candle(
                        openTime: Timestamp(milliseconds: row["open_time"]), open: row[prefix + "open"], high: row[prefix + "high"],
                        low: row[prefix + "low"], close: row[prefix + "close"], volume: row[prefix + "volume"],
                        quoteVolume: row[prefix + "quote_volume"], tradeCount: row[prefix + "trade_count"],
                        takerBuyVolume: row[prefix + "taker_buy_volume"], takerBuyQuoteVolume: row[prefix + "taker_buy_quote_volume"])
                }
                let recordedAt: Int64? = row["recorded_at"]
                return CandleRevision(
                    old: candle("old_"), new: candle(""), source: row["source"],
                    recordedAt: recordedAt.map { Timestamp(milliseconds: $0) })
            }
        }
    }
}
