import CAllocator
import Foundation
import PulseCore
import PulseLive
import PulseResearch
import PulseStrategy

/// One candle at a time, as live: the time from a closed candle to its verdict, and the memory that an instrument's state takes.
struct LiveBenchmark: Benchmark {
    let peers: [Peer] = []

    /// Pipelines that are held at a time to weigh one.
    private static let held = 16
    /// Instruments of a session whose candles close together, and the candles of each that are measured.
    private static let instruments = 100
    private static let closes = 200

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
            BenchResult(name: "live, nine heads, one candle at a time", work: Double(candles), unit: "candles", runs: runs, notes: notes),
            inTurn(strategy, columns, side, repeats, isParallel: false), inTurn(strategy, columns, side, repeats, isParallel: true),
        ]
    }

    /// A hundred instruments, a candle of each in turn: no pipeline's state is in the processor's nearer caches when its candle closes.
    private func inTurn(
        _ strategy: StrategySpecification, _ columns: CandleColumns, _ side: SideInputs, _ repeats: Int, isParallel: Bool
    ) -> BenchResult {
        let warmup = min(columns.count / 2, 5_000)
        var warm = Self.pipeline(strategy)
        Self.feed(&warm, columns, 0..<warmup, side) { _ in }
        var slices: [UInt64] = []
        let closes = min(Self.closes, columns.count - warmup)
        let runs = Stopwatch.measure(repeats) {
            slices.removeAll(keepingCapacity: true)
            var pipelines = (0..<Self.instruments).map { _ in warm }
            pipelines.withUnsafeMutableBufferPointer { pipelines in
                nonisolated(unsafe) let pipelines = pipelines
                columns.withBlock { block in
                    for index in warmup..<warmup + closes {
                        nonisolated(unsafe) let candle = block[index..<index + 1]
                        let before = DispatchTime.now().uptimeNanoseconds
                        @Sendable func vote(_ instrument: Int) {
                            var decisions = pipelines[instrument].makeColumns()
                            pipelines[instrument].advance(candle, side: side, into: &decisions)
                        }
                        if isParallel {
                            DispatchQueue.concurrentPerform(iterations: pipelines.count, execute: vote)
                        } else {
                            for instrument in pipelines.indices { vote(instrument) }
                        }
                        slices.append(DispatchTime.now().uptimeNanoseconds - before)
                    }
                }
            }
        }
        // The first slice copies what the pipelines shared.
        slices.removeFirst()
        slices.sort()
        func each(_ share: Double) -> String {
            String(format: "%.1f us", Double(slices[Int(share * Double(slices.count - 1))]) / 1_000 / Double(Self.instruments))
        }
        return BenchResult(
            name: "live, nine heads, \(Self.instruments) instruments in turn" + (isParallel ? ", all cores" : ""),
            work: Double(Self.instruments * closes), unit: "candles", runs: runs,
            notes: ["a candle, p50": each(0.5), "a candle, p99": each(0.99)])
    }

    private static func pipeline(_ strategy: StrategySpecification) -> Pipeline {
        guard let pipeline = Pipeline(strategy, base: .m1, timeframe: .m1, tile: SessionCore.tile) else {
            preconditionFailure("minutes from minutes")
        }
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
