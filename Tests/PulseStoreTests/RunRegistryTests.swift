import PulseCore
import PulseStore
import PulseTesting
import Testing

@Suite("Run registry")
struct RunRegistryTests {
    private func run(_ id: String, at created: Int64) -> RunRecord {
        RunRecord(
            id: id, kind: .backtest, createdAt: Timestamp(milliseconds: created), strategy: "trend", strategyHash: "ab12",
            instruments: [InstrumentID("binance:BTCUSDT")!, InstrumentID("binance-um:ETHUSDT")!], timeframe: .h1,
            range: TimeRange(from: Timestamp(milliseconds: 0), to: Timestamp(milliseconds: 3_600_000)), folder: "reports/\(id)",
            metricsJSON: #"{"sharpe":1.5}"#, engineVersion: "0.1.0")
    }

    @Test("runs are recorded, replaced, listed from the newest and found by the start of their identity")
    func records() throws {
        let folder = try TemporaryDirectory()
        let registry = RunRegistry(try CandleStore(url: folder.file("alphapulse.sqlite")))
        #expect(try registry.list().isEmpty)
        for (id, created) in [("aa11", 1), ("aa22", 3), ("bb33", 2)] { try registry.record(run(id, at: Int64(created))) }
        #expect(try registry.list().map(\.id) == ["aa22", "bb33", "aa11"])
        #expect(try registry.list(limit: 1).map(\.id) == ["aa22"])
        #expect(try registry.find("bb") == run("bb33", at: 2))
        try registry.record(run("bb33", at: 9))
        #expect(try registry.list().map(\.id) == ["bb33", "aa22", "aa11"])
        #expect(#expect(throws: PulseError.self) { try registry.find("aa") }?.kind == .usage)
        #expect(#expect(throws: PulseError.self) { try registry.find("%") }?.kind == .missing)
        #expect(try registry.find("aa1").id == "aa11")
    }
}
