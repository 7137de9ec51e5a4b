import Foundation
import GRDB
import PulseCore
import PulseStore
import PulseTesting
import Testing

@Suite struct StudyStoreTests {
    private func trial(_ number: Int, sharpe: Double? = 0.1) -> StoredTrial {
        StoredTrial(
            search: 0, number: number, rung: 0, texts: ["1", "a \u{1e} b", ""], strategyHash: "hash\(number)", dayCount: 100,
            days: [1, 2, 3],
            trades: 7, fault: number == 2 ? "ruin" : nil, sharpe: sharpe)
    }

    private func data(_ key: String, _ symbols: [String], _ from: Int64, _ to: Int64) throws -> TrialData {
        TrialData(
            key: key, instruments: try symbols.map { try #require(InstrumentID(venue: "binance", symbol: $0)) }, timeframe: .h1,
            range: TimeRange(from: Timestamp(milliseconds: from), to: Timestamp(milliseconds: to)))
    }

    @Test func keepsTrialsAndCountsEachOnce() throws {
        let folder = try TemporaryDirectory()
        let store = try CandleStore(url: folder.file("a.sqlite"))
        let studies = StudyStore(store)
        let data = try data("one", ["BTCUSDT"], 0, 100)
        try studies.append([trial(0), trial(1), trial(2, sharpe: nil)], study: "s", data: data)
        try studies.append([trial(1), trial(3)], study: "s", data: data)
        try studies.append([trial(0)], study: "other", data: data)
        let kept = try studies.trials(of: "s")
        #expect(kept.map(\.number) == [0, 1, 2, 3])
        #expect(kept[0].texts == trial(0).texts && kept[0].days == trial(0).days && kept[2].fault == "ruin")
        let ledger = try studies.ledger(of: data.instruments, data.range)
        #expect(ledger.count == 4 && ledger.sharpes == [0.1, 0.1, 0.1])
        try studies.removeTrials(of: "s")
        #expect(try studies.trials(of: "s").isEmpty)
        #expect(try studies.ledger(of: data.instruments, data.range).count == 4, "the ledger does not forget")
    }

    @Test func countsWhateverOverlaps() throws {
        let folder = try TemporaryDirectory()
        let studies = StudyStore(try CandleStore(url: folder.file("a.sqlite")))
        try studies.append([trial(0)], study: "s", data: try data("one", ["BTCUSDT", "ETHUSDT"], 0, 100))
        try studies.append([trial(0)], study: "t", data: try data("two", ["BTCUSDT"], 90, 200))
        func count(_ symbols: [String], _ from: Int64, _ to: Int64) throws -> Int {
            let asked = try data("", symbols, from, to)
            return try studies.ledger(of: asked.instruments, asked.range).count
        }
        #expect(try count(["BTCUSDT"], 0, 50) == 1)
        #expect(try count(["BTCUSDT"], 0, 95) == 2)
        #expect(try count(["ETHUSDT"], 95, 300) == 1)
        #expect(try count(["ETHUSDT"], 100, 300) == 0)
        #expect(try count(["BTC"], 0, 300) == 0)
        #expect(try count(["XRPUSDT", "ETHUSDT"], 0, 1) == 1)
    }

    /// Not even the program itself can take an entry back.
    @Test func theLedgerIsAppendOnly() throws {
        let folder = try TemporaryDirectory()
        let store = try CandleStore(url: folder.file("a.sqlite"))
        let studies = StudyStore(store)
        try studies.append([trial(0)], study: "s", data: try data("one", ["BTCUSDT"], 0, 100))
        for sql in ["DELETE FROM trial_ledger", "UPDATE trial_ledger SET sharpe = 9"] {
            #expect(throws: DatabaseError.self) { try store.pool.write { try $0.execute(sql: sql) } }
        }
        #expect(try studies.ledgerText() == "one hash0/100 s 0.1\n")
    }

    @Test func aTrialIsToldOnce() throws {
        let folder = try TemporaryDirectory()
        let studies = StudyStore(try CandleStore(url: folder.file("a.sqlite")))
        let data = try data("one", ["BTCUSDT"], 0, 100)
        try studies.tell(3, [1.5, -2], study: "s", data: data)
        #expect(throws: PulseError.self) { try studies.tell(3, [1], study: "s", data: data) }
        #expect(try studies.told(of: "s") == [3: [1.5, -2]])
        #expect(try studies.ledger(of: data.instruments, data.range).count == 1)
    }
}
