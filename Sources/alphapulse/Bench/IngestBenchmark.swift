import Foundation
import PulseBinance
import PulseCore
import PulseResearch
import PulseStore

/// Candles from an archive's CSV file into a fresh store, and back out of it as columns.
struct IngestBenchmark: Benchmark {
    let peers: [Peer] = []

    func measure(candles: Int, repeats: Int) throws -> [BenchResult] {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("alphapulse-bench-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let id = try BenchInstrument.make(0).id
        let file = folder.appendingPathComponent("SYN0USDT-1m-\(candles).csv")
        try write(PeerMarket.generate(symbol: 0, count: candles), as: id, to: file, in: folder)
        let size = try FileManager.default.attributesOfItem(atPath: file.path)[.size] as? Int ?? 0

        let overrides = CandleFile.Overrides(instrument: id, timeframe: .m1)
        var store = try CandleStore(url: folder.appendingPathComponent("fresh.sqlite"))
        var run = 0
        let imports = try Stopwatch.measure(repeats) {
            run += 1
            store = try CandleStore(url: folder.appendingPathComponent("run-\(run)/\(CandleStore.fileName)"))
            _ = try CandleFileImporter(store: store, threads: 2).importFiles([try CandleFile(archive: file, overrides)])
        }
        let summary = try store.summary(id, .m1)
        let all = try Stopwatch.measure(repeats) { _ = try store.read(id, .m1) }
        let prices = try Stopwatch.measure(repeats) { _ = try store.read(id, .m1, columns: .ohlcv) }
        let count = Double(candles)
        let bytes = summary.map { String(format: "%.1f", $0.bytesPerCandle) } ?? "--"
        return [
            BenchResult(
                name: "ingest", work: count, unit: "rows", runs: imports, threads: 2,
                notes: ["megabytes of CSV": String(size / 1_000_000), "bytes a candle in the store": bytes]),
            BenchResult(name: "read, all columns", work: count, unit: "candles", runs: all),
            BenchResult(name: "read, prices and volume", work: count, unit: "candles", runs: prices),
        ]
    }

    private func write(_ columns: CandleColumns, as id: InstrumentID, to file: URL, in folder: URL) throws {
        let store = try CandleStore(url: folder.appendingPathComponent("source/\(CandleStore.fileName)"))
        _ = try store.insert(columns, id, .m1, source: "bench")
        try Data().write(to: file)
        let handle = try FileHandle(forWritingTo: file)
        defer { try? handle.close() }
        _ = try ArchiveExporter(store: store).export(id, .m1, .all) { try handle.write(contentsOf: Data($0)) }
    }
}
