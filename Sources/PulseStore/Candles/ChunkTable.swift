import Foundation
import GRDB
import PulseCore

/// The rows of one series' chunks.
struct ChunkTable {
    let database: Database
    let series: SeriesKey

    /// Adds a chunk or replaces the one of its place.
    func store(_ encoded: EncodedChunk, chunk: Int64) throws {
        let statistics = encoded.statistics
        let statement = try database.cachedStatement(
            sql: """
                INSERT INTO candle_chunk (series, chunk, first_open, last_open, candles, gaps, traded, taker_known, data)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (series, chunk) DO UPDATE SET first_open = excluded.first_open, last_open = excluded.last_open,
                candles = excluded.candles, gaps = excluded.gaps, traded = excluded.traded, taker_known = excluded.taker_known,
                data = excluded.data
                """)
        try statement.execute(arguments: [
            series.id, chunk, statistics.firstOpen, statistics.lastOpen, statistics.count, statistics.gaps, statistics.traded,
            statistics.takerKnown, Data(encoded.bytes),
        ])
    }

    /// A row without its blob.
    struct Entry {
        var chunk: Int64
        var firstOpen: Int64
        var lastOpen: Int64
        var candles: Int
        var gaps: Int
        var traded: Int
        var takerKnown: Int
        var bytes: Int
    }

    /// All rows in order, without their blobs.
    func entries() throws -> [Entry] {
        let statement = try database.cachedStatement(
            sql: """
                SELECT chunk, first_open, last_open, candles, gaps, traded, taker_known, length(data)
                FROM candle_chunk WHERE series = ? ORDER BY chunk
                """)
        return try Row.fetchAll(statement, arguments: [series.id]).map { row in
            Entry(
                chunk: row[0], firstOpen: row[1], lastOpen: row[2], candles: row[3], gaps: row[4], traded: row[5], takerKnown: row[6],
                bytes: row[7])
        }
    }
}
