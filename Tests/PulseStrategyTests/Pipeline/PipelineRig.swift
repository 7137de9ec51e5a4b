import PulseCore
import PulseStrategy
import PulseTesting

/// Runs pipelines over cut candles, and finds where two runs first differ.
enum PipelineRig {
    /// A walk with a few holes in it, so that higher candles are completed late too.
    static func candles(count: Int, seed: UInt64) -> CandleColumns {
        let whole = RandomWalk.candles(count: count + count / 20, seed: seed, timeframe: .m1)
        var generator = SplitMix64(seed: seed)
        var columns = CandleColumns()
        for index in 0..<whole.count where columns.count < count {
            if generator.next() % 60 == 0 { continue }
            columns.append(whole[index])
        }
        return columns
    }

    static func decide(
        _ candles: CandleColumns, cut: [Range<Int>], timeframe: Timeframe,
        strategy: StrategySpecification = .standard, tile: Int = HeadFrame.maximumCount
    ) -> DecisionColumns {
        guard var pipeline = Pipeline(strategy, base: .m1, timeframe: timeframe, tile: tile) else {
            preconditionFailure("built from minutes")
        }
        var columns = pipeline.makeColumns()
        for range in cut { candles.withBlock(range) { pipeline.advance($0, into: &columns) } }
        return columns
    }

    /// Canonical bytes of the first `count` decisions.
    static func bytes(_ columns: DecisionColumns, first count: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        columns.appendCanonicalBytes(0..<count, relativeTo: 0, to: &bytes)
        for index in 0..<count {
            for value in [columns.averageTrueRange[index], columns.swingLow[index], columns.swingHigh[index]] {
                withUnsafeBytes(of: value.bitPattern) { bytes.append(contentsOf: $0) }
            }
            let state = columns.regimes[index]
            bytes += [state.regime?.rawValue ?? 255, state.raw?.rawValue ?? 255]
            for value in [state.confidence.raw, state.stability.raw, Int16(bitPattern: state.duration), columns.dataQuality[index].raw] {
                withUnsafeBytes(of: value) { bytes.append(contentsOf: $0) }
            }
        }
        return bytes
    }

    /// Cuttings under which a way of deciding gives other bits than under the first; empty if P1 holds.
    static func brokenCuttings(
        _ cuttings: [[Range<Int>]], decide: ([Range<Int>]) -> DecisionColumns
    ) -> [Int] {
        let reference = decide(cuttings[0])
        return cuttings.indices.filter { decide(cuttings[$0]) != reference }
    }

    /// Candles at which something that was decided before depends on them or on later ones; empty if P2 holds.
    static func leaks(
        _ candles: CandleColumns, at points: some Sequence<Int>, futures: [PoisonedFuture] = PoisonedFuture.allCases,
        decide: (CandleColumns) -> DecisionColumns
    ) -> [Int] {
        let reference = decide(candles)
        return points.filter { point in
            let known = reference.firstDecision(atOrAfter: point)
            let expected = bytes(reference, first: known)
            return futures.contains { future in
                let poisoned = decide(future.applied(to: candles, from: point))
                return poisoned.firstDecision(atOrAfter: point) != known || bytes(poisoned, first: known) != expected
            }
        }
    }
}
