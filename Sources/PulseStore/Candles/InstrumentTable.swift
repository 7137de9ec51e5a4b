import GRDB
import PulseCore

/// The rows of instruments: what was set by hand, and the decimals that were seen in candles.
struct InstrumentTable {
    /// The smallest order value where nobody said anything else: that of Binance's liquid pairs.
    static let defaultMinimumNotional = Cash(units: 5 * Cash.one.units)

    let database: Database

    /// Makes sure that the instrument is known and remembers the finest decimals seen.
    func learn(_ id: InstrumentID, priceDecimals: Int?, volumeDecimals: Int?) throws {
        let statement = try database.cachedStatement(
            sql: """
                INSERT INTO instrument (venue, symbol, market, minimum_notional, price_decimals, volume_decimals) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (venue, symbol) DO UPDATE SET price_decimals = max(price_decimals, excluded.price_decimals),
                volume_decimals = max(volume_decimals, excluded.volume_decimals)
                """)
        try statement.execute(arguments: [
            id.venue, id.symbol, Self.market(of: id).rawValue, Self.defaultMinimumNotional.units, priceDecimals ?? 0, volumeDecimals ?? 0,
        ])
    }

    func find(_ id: InstrumentID) throws -> Instrument? {
        let row = try Row.fetchOne(
            database,
            sql: """
                SELECT market, tick, lot, minimum_notional, price_decimals, volume_decimals FROM instrument
                WHERE venue = ? AND symbol = ?
                """,
            arguments: [id.venue, id.symbol])
        guard let row else { return nil }
        func increment(_ text: String?, _ decimals: Int) -> Increment { text.flatMap { Increment($0) } ?? Increment(decimals: decimals) }
        return Instrument(
            id: id, market: Instrument.Market(rawValue: row[0]) ?? Self.market(of: id), tick: increment(row[1], row[4]),
            lot: increment(row[2], row[5]), minimumNotional: Cash(units: row[3]))
    }

    func set(_ instrument: Instrument) throws {
        try database.execute(
            sql: """
                INSERT INTO instrument (venue, symbol, market, tick, lot, minimum_notional) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (venue, symbol) DO UPDATE SET market = excluded.market, tick = excluded.tick, lot = excluded.lot,
                minimum_notional = excluded.minimum_notional
                """,
            arguments: [
                instrument.id.venue, instrument.id.symbol, instrument.market.rawValue, instrument.tick.description,
                instrument.lot.description, instrument.minimumNotional.units,
            ])
    }

    /// Venues of futures are named by suffixes; everything else is a spot market.
    static func market(of id: InstrumentID) -> Instrument.Market {
        let parts = id.venue.split(separator: "-")
        return parts.contains { ["um", "cm", "perp", "perpetual", "swap", "futures"].contains($0) } ? .perpetual : .spot
    }
}

extension CandleStore {
    /// What the venue demands of orders in an instrument, or nil if the store has never seen it.
    ///
    /// Unless it was set, tick and lot are one unit of the finest decimal that any candle's price or volume has shown, the minimum
    /// notional is 5 quote units, and the market is a perpetual where the venue's name has one of the suffixes `-um`, `-cm`, `-perp`,
    /// `-swap`, `-futures`.
    public func instrument(_ id: InstrumentID) throws -> Instrument? {
        try read { try InstrumentTable(database: $0).find(id) }
    }

    /// Sets what the venue demands, in place of what was inferred.
    public func setInstrument(_ instrument: Instrument) throws {
        try transaction { try InstrumentTable(database: $0.database).set(instrument) }
    }
}
