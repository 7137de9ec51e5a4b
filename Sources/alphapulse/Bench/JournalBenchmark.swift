import Foundation
import PulseCore
import PulseLive
import PulseResearch
import PulseStore

/// What a verdict waits for before it is thought of: the line of the journal that says which candle came (P7).
struct JournalBenchmark: Benchmark {
    let peers: [Peer] = []

    /// Candles that a session with a hundred instruments finds waiting when it looks.
    private static let together = 12

    func measure(candles: Int, repeats: Int) throws -> [BenchResult] {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("alphapulse-bench-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let sessions = SessionStore(try CandleStore(url: folder.appendingPathComponent(CandleStore.fileName)))
        let start = Timestamp(milliseconds: 1_609_459_200_000)
        let commits = max(1, candles / 10 / Self.together)
        let columns = try SyntheticMarket(seed: 1).generate(count: commits, from: start).columns
        var times: [UInt64] = []
        var run = 0
        let runs = try Stopwatch.measure(repeats) {
            run += 1
            times.removeAll(keepingCapacity: true)
            try sessions.create(Self.session("run-\(run)", from: start))
            let journal = StoredJournal(sessions, session: "run-\(run)", next: 0)
            for index in 0..<commits {
                let candle = columns[index]
                let events = (0..<Self.together).map { SessionEvent.candle(instrument: $0, candle) }
                let before = DispatchTime.now().uptimeNanoseconds
                try journal.append(events, outcomes: [], rows: [])
                times.append(DispatchTime.now().uptimeNanoseconds - before)
            }
        }
        times.sort()
        func quantile(_ share: Double) -> String {
            String(format: "%.0f us", Double(times[min(times.count - 1, Int(share * Double(times.count)))]) / 1_000)
        }
        return [
            BenchResult(
                name: "journal, \(Self.together) candles a commit", work: Double(commits * Self.together), unit: "candles", runs: runs,
                notes: ["a commit, p50": quantile(0.5), "a commit, p99": quantile(0.99)])
        ]
    }

    private static func session(_ id: String, from start: Timestamp) -> SessionRecord {
        SessionRecord(
            id: id, createdAt: start, state: .open, strategy: "bench", strategyHash: "", document: "", engineVersion: "",
            base: .m1, timeframe: .m1, from: start)
    }
}
