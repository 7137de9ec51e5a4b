import GRDB
import PulseCore

/// A series as the tables know it.
struct SeriesKey: Hashable {
    let id: Int64
    let instrument: InstrumentID
    let timeframe: Timeframe
    let grid: ChunkGrid
    private let seed: UInt64

    init(id: Int64, _ instrument: InstrumentID, _ timeframe: Timeframe) {
        self.id = id
        self.instrument = instrument
        self.timeframe = timeframe
        grid = ChunkGrid(timeframe)
        seed = XXHash64.hash("\(instrument)|\(timeframe)")
    }

    /// The seed of a chunk's checksum. It names the place, so that a sound chunk in a wrong place is found out too.
    func seed(ofChunk chunk: Int64) -> UInt64 { seed &+ UInt64(bitPattern: chunk) }

    /// The series, or nil if the store has none of that name.
    static func find(_ database: Database, _ instrument: InstrumentID, _ timeframe: Timeframe) throws -> SeriesKey? {
        let statement = try database.cachedStatement(sql: "SELECT id FROM series WHERE venue = ? AND symbol = ? AND timeframe = ?")
        let id = try Int64.fetchOne(statement, arguments: [instrument.venue, instrument.symbol, timeframe.description])
        return id.map { SeriesKey(id: $0, instrument, timeframe) }
    }

    /// The series, which is created if need be.
    static func findOrCreate(_ database: Database, _ instrument: InstrumentID, _ timeframe: Timeframe) throws -> SeriesKey {
        if let found = try find(database, instrument, timeframe) { return found }
        try database.execute(
            sql: "INSERT INTO series (venue, symbol, timeframe) VALUES (?, ?, ?)",
            arguments: [instrument.venue, instrument.symbol, timeframe.description])
        return SeriesKey(id: database.lastInsertedRowID, instrument, timeframe)
    }

    /// All series, by instrument and timeframe.
    static func all(_ database: Database) throws -> [SeriesKey] {
        try Row.fetchAll(database, sql: "SELECT id, venue, symbol, timeframe FROM series").compactMap { row in
            guard let instrument = InstrumentID(venue: row[1], symbol: row[2]), let timeframe = Timeframe(row[3] as String) else {
                return nil
            }
            return SeriesKey(id: row[0], instrument, timeframe)
        }.sorted { ($0.instrument, $0.timeframe) < ($1.instrument, $1.timeframe) }
    }
}
