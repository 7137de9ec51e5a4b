import Foundation
import GRDB
import PulseCore
import PulseStore
import PulseTesting
import Testing

@Suite struct SessionStoreTests {
    private let folder: TemporaryDirectory
    private let store: CandleStore
    private let record = SessionRecord(
        id: "one", createdAt: Timestamp(milliseconds: 1_704_067_200_000), state: .open, strategy: "any", strategyHash: "", document: "",
        engineVersion: "test", base: .m1, timeframe: .m5, from: Timestamp(milliseconds: 1_704_067_200_000))
    private let events = (0..<3).map { StoredSessionEvent(kind: "note", detail: "line \($0)") }

    init() throws {
        folder = try TemporaryDirectory()
        store = try CandleStore(url: folder.file("a.sqlite"))
    }

    private func lines(_ id: String) throws -> [StoredSessionEvent] {
        var lines: [StoredSessionEvent] = []
        try SessionStore(store).forEachEvent(of: id) { number, event in
            #expect(number == lines.count)
            lines.append(event)
        }
        return lines
    }

    @Test("a session is there with the first lines of its journal, or not at all")
    func createsWhollyOrNot() throws {
        let sessions = SessionStore(store)
        // The last line fails, as on a full disk.
        try store.pool.write { database in
            try database.execute(
                sql: """
                    CREATE TRIGGER full_disk BEFORE INSERT ON session_event WHEN NEW.number = 2
                    BEGIN SELECT RAISE(ABORT, 'full'); END
                    """)
        }
        #expect(throws: (any Error).self) { try sessions.create(record, events: events) }
        #expect(try sessions.list().isEmpty && lines("one").isEmpty)
        try store.pool.write { try $0.execute(sql: "DROP TRIGGER full_disk") }
        try sessions.create(record, events: events)
        #expect(try sessions.list() == [record] && lines("one") == events)
    }

    @Test("an id that is taken stays with the session that has it, and with its lines")
    func keepsWhatIsThere() throws {
        let sessions = SessionStore(store)
        try sessions.create(record, events: events)
        var other = record
        other.strategy = "another"
        let error = #expect(throws: PulseError.self) { try sessions.create(other, events: [StoredSessionEvent(kind: "note")]) }
        #expect(error?.kind == .usage)
        #expect(try sessions.list() == [record] && lines("one") == events)
        // One without lines goes on to be possible: its journal begins when something happens.
        other.id = "two"
        try sessions.create(other)
        #expect(try lines("two").isEmpty)
    }
}
