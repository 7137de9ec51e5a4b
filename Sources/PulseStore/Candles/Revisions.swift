import GRDB
import PulseCore

/// Records that a candle was revised: what it was, what it is, who said so.
struct Revisions {
    let database: Database
    let series: SeriesKey
    let source: String
    let recordedAt: Timestamp?

    func record(_ old: Candle, _ new: Candle) throws {
        let statement = try database.cachedStatement(
            sql: """
                INSERT INTO candle_revision (series, open_time, source, recorded_at, old_open, old_high, old_low, old_close, old_volume,
                old_quote_volume, old_trade_count, old_taker_buy_volume, old_taker_buy_quote_volume, open, high, low, close, volume,
                quote_volume, trade_count, taker_buy_volume, taker_buy_quote_volume)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        try statement.execute(arguments: [
            series.id, new.openTime.milliseconds, source, recordedAt?.milliseconds, old.open, old.high, old.low, old.close, old.volume,
            old.quoteVolume, old.tradeCount, old.takerBuyVolume, old.takerBuyQuoteVolume, new.open, new.high, new.low, new.close,
            new.volume, new.quoteVolume, new.tradeCount, new.takerBuyVolume, new.takerBuyQuoteVolume,
        ])
    }
}
