import CAllocator
import Foundation
import PulseCore
import PulseResearch
import PulseStrategy

/// One candle at a time, as live: the time from a closed candle to its verdict, and the memory that an instrument's state takes.
struct LiveBenchmark: Benchmark {
    let peers: [Peer] = []

    /// Pipelines that are held at a time to weigh one.
    private static let held = 16

    func measure(candles: Int, repeats: Int) throws -> [BenchResult] {
        let strategy = StrategySpecification.standard
        let start = Timestamp(milliseconds: 1_609_459_200_000)
        let columns = try SyntheticMarket(seed: 1).generate(count: candles, from: start).columns
        let end = start.advanced(byMilliseconds: Int64(candles) * Timeframe.m1.milliseconds)
        let side = NoiseSide(seed: 1).inputs(strategy.sideKinds, from: start, to: end)
        var times: [UInt64] = []
        let runs = Stopwatch.measure(repeats) {
            times.removeAll(keepingCapacity: true)
            var pipeline = Self.pipeline(strategy)
            Self.feed(&pipeline, columns, 0..<columns.count, side) { times.append($0) }
        }
        times.sort()
        func quantile(_ share: Double) -> String {
            String(format: "%.1f us", Double(times[min(times.count - 1, Int(share * Double(times.count)))]) / 1_000)
        }
        var notes = ["p50": quantile(0.5), "p99": quantile(0.99), "p99.9": quantile(0.999), "max": quantile(1)]
        if let bytes = Self.bytesOfState(strategy, columns, side) { notes["state"] = "\(bytes / 1_024) KiB an instrument" }
        return [
            BenchResult(name: "live, nine heads, one candle at a time", work: Double(candles), unit: "candles", runs: runs, notes: notes)
        ]
    }

    private static func pipeline(_ strategy: StrategySpecification) -> Pipeline {
        guard let pipeline = Pipeline(strategy, base: .m1, timeframe: .m1) else { preconditionFailure("minutes from minutes") }
        return pipeline
    }

    /// Feeds candles one by one; `note` is told the nanoseconds of each.
    private static func feed(
        _ pipeline: inout Pipeline, _ columns: CandleColumns, _ range: Range<Int>, _ side: SideInputs, note: (UInt64) -> Void
    ) {
        var decisions = pipeline.makeColumns()
        columns.withBlock { block in
            for index in range {
                // Live keeps what it has decided elsewhere; here a day at a time is enough.
                if index % 1_440 == 0 { decisions = pipeline.makeColumns() }
                let before = DispatchTime.now().uptimeNanoseconds
                pipeline.advance(block[index..<index + 1], side: side, into: &decisions)
                note(DispatchTime.now().uptimeNanoseconds - before)
            }
        }
    }

    /// Bytes in use by warm pipelines, each; nil where the allocator does not tell.
    private static func bytesOfState(_ strategy: StrategySpecification, _ columns: CandleColumns, _ side: SideInputs) -> Int? {
        let count = min(columns.count, 10_000)
        let before = allocator_bytes_in_use()
        guard before > 0 else { return nil }
        var pipelines: [Pipeline] = []
        for _ in 0..<held {
            var pipeline = pipeline(strategy)
            feed(&pipeline, columns, 0..<count, side) { _ in }
            pipelines.append(pipeline)
        }
        let after = allocator_bytes_in_use()
        return withExtendedLifetime(pipelines) { max(0, Int(after) - Int(before)) / held }
    }
}
