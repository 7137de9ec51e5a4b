import PulseAnalytics
import PulseCore
import PulseTesting

/// The outputs of an indicator over a series, and what may be said about two of them.
struct IndicatorRun {
    let parts: [String]
    let columns: [[Double]]

    /// Feeds the candles to a copy of `indicator` in the given blocks.
    init(_ indicator: any Indicator, over candles: CandleColumns, cutting: [Range<Int>]? = nil) {
        var indicator = indicator
        parts = type(of: indicator).parts
        let count = candles.count
        let partCount = parts.count
        // A value that no indicator yields, so that an output left unwritten shows.
        var flat = [Double](repeating: -987_654_321, count: partCount * count)
        for range in cutting ?? Cuttings.whole(count: count) {
            flat.withUnsafeMutableBufferPointer { buffer in
                let base = buffer.baseAddress!
                let outputs = (0..<partCount).map { base + $0 * count + range.lowerBound }
                candles.withBlock(range) { indicator.process($0, into: outputs) }
            }
        }
        columns = (0..<partCount).map { Array(flat[$0 * count..<($0 + 1) * count]) }
    }

    /// Where the first `count` values differ in any bit (all NaN being alike), or nil.
    func firstDifference(to other: IndicatorRun, count: Int) -> String? {
        for (part, (mine, theirs)) in zip(columns, other.columns).enumerated() {
            for index in 0..<count where mine[index].bitPattern != theirs[index].bitPattern {
                if mine[index].isNaN && theirs[index].isNaN { continue }
                return "part '\(parts[part])' at \(index): \(mine[index]) and \(theirs[index])"
            }
        }
        return nil
    }
}

/// The promises that every indicator keeps, as checks that say what is wrong or nil.
enum IndicatorPromise {
    /// P1: any cutting of the same candles into blocks gives the same bits.
    static func cuttingFault(_ indicator: any Indicator, over candles: CandleColumns, seed: UInt64) -> String? {
        let whole = IndicatorRun(indicator, over: candles)
        for (number, cutting) in Cuttings.varied(count: candles.count, seed: seed).enumerated() {
            let cut = IndicatorRun(indicator, over: candles, cutting: cutting)
            if let difference = whole.firstDifference(to: cut, count: candles.count) { return "cutting \(number): \(difference)" }
        }
        return nil
    }

    /// P2: nothing depends on later candles, be they absent, altered, reversed, NaN or infinite.
    static func causalityFault(_ indicator: any Indicator, over candles: CandleColumns, at indices: [Int]) -> String? {
        let whole = IndicatorRun(indicator, over: candles)
        for index in indices {
            for poison in PoisonedFuture.allCases {
                let spoilt = IndicatorRun(indicator, over: poison.applied(to: candles, from: index))
                if let difference = whole.firstDifference(to: spoilt, count: index) { return "\(poison) from \(index): \(difference)" }
            }
        }
        return nil
    }

    /// Every output is NaN before the warm-up is over, and a finite number from then on.
    static func warmupFault(_ indicator: any Indicator, over candles: CandleColumns) -> String? {
        let run = IndicatorRun(indicator, over: candles)
        for (part, column) in zip(run.parts, run.columns) {
            for (index, value) in column.enumerated() {
                if index < indicator.warmup, !value.isNaN { return "part '\(part)' at \(index): \(value) before \(indicator.warmup)" }
                if index >= indicator.warmup, !value.isFinite { return "part '\(part)' at \(index): \(value) after \(indicator.warmup)" }
                if value == -987_654_321 { return "part '\(part)' at \(index) was not written" }
            }
        }
        return nil
    }
}
