import Foundation
import GRDB
import PulseCore
import PulseStore
import PulseTesting
import Testing

@Suite struct UniverseStoreTests {
    private func universe(_ day: Int, _ symbols: [String], rule: String = "top100") throws -> StoredUniverse {
        StoredUniverse(
            day: CivilDate(year: 2_025, month: 3, day: day), rule: rule,
            members: try symbols.enumerated().map { place, symbol in
                let id = try #require(InstrumentID(venue: "binance-um", symbol: symbol))
                return StoredUniverse.Member(rank: place + 1, id: id, quoteVolume: 1e9 / Double(place + 1))
            })
    }

    @Test func givesTheUniverseOfTheDay() throws {
        let folder = try TemporaryDirectory()
        let store = UniverseStore(try CandleStore(url: folder.file("a.sqlite")))
        let first = try universe(3, ["BTCUSDT", "ETHUSDT"])
        let second = try universe(10, ["ETHUSDT", "SOLUSDT", "BTCUSDT"])
        #expect(try store.append(second) && store.append(first))
        #expect(try store.append(try universe(5, ["XRPUSDT"], rule: "top1")))
        func day(_ day: Int) -> CivilDate { CivilDate(year: 2_025, month: 3, day: day) }
        #expect(try store.snapshot(on: day(2), rule: "top100") == nil, "a universe of a later day was not known")
        #expect(try store.snapshot(on: day(3), rule: "top100") == first)
        #expect(try store.snapshot(on: day(9), rule: "top100") == first)
        #expect(try store.snapshot(on: day(10), rule: "top100") == second)
        #expect(try store.snapshot(on: CivilDate(year: 2_030, month: 1, day: 1), rule: "top100") == second)
        #expect(try store.snapshot(on: day(10), rule: "top50") == nil)
        #expect(try store.days().map(\.rule) == ["top100", "top1", "top100"])
        #expect(try store.days(rule: "top100").map(\.day) == [day(3), day(10)])
        #expect(try store.days(rule: "top100").map(\.members) == [2, 3])
    }

    @Test func theFirstSnapshotOfADayStands() throws {
        let folder = try TemporaryDirectory()
        let store = try CandleStore(url: folder.file("a.sqlite"))
        let universes = UniverseStore(store)
        let first = try universe(3, ["BTCUSDT"])
        #expect(try universes.append(first))
        #expect(try !universes.append(try universe(3, ["ETHUSDT", "BTCUSDT"])))
        #expect(try universes.snapshot(on: first.day, rule: "top100") == first)
        for sql in ["DELETE FROM universe_snapshot", "UPDATE universe_snapshot SET rank = 9"] {
            #expect(throws: DatabaseError.self) { try store.pool.write { try $0.execute(sql: sql) } }
        }
    }

    /// A store of the version before gets the table when it is opened, and keeps what it has.
    @Test func anOlderStoreIsBroughtUp() throws {
        let folder = try TemporaryDirectory()
        let url = folder.file("a.sqlite")
        do {
            let store = try CandleStore(url: url)
            try store.pool.write { database in
                try database.execute(
                    sql: """
                        DROP TABLE universe_snapshot; DELETE FROM grdb_migrations WHERE identifier = 'universe';
                        UPDATE store_schema SET version = 3
                        """)
            }
            try store.pool.close()
        }
        let store = UniverseStore(try CandleStore(url: url))
        #expect(try store.append(try universe(3, ["BTCUSDT"])))
    }
}
