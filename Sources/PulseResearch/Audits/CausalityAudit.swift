import PulseCore
import PulseStrategy

/// Shows that no decision depends on later candles: every decision of a whole run is made again by a pipeline that is given one candle at a
/// time, in memory of its own with poison around it, and must come out the same to the last bit (P1, P2).
///
/// A pipeline that sees one candle cannot see the next. So equality at every candle *is* "prefix equals full" for every prefix, in one pass
/// instead of one a candle; what a head keeps of earlier candles is compared with it.
public struct CausalityAudit: Sendable {
    /// What differed first, and how often.
    public struct Finding: Hashable, Sendable {
        /// `technical`, `verdict`, `average true range` ...
        public let subject: String
        /// Close time of the first decision that differed.
        public let time: Timestamp
        /// What the whole run decided there, and what the prefix did.
        public let whole: String
        public let prefix: String
        public let differences: Int
    }

    /// What came of one timeframe of one instrument.
    public struct Result: Hashable, Sendable {
        public let instrument: InstrumentID
        public let timeframe: Timeframe
        public let baseCandles: Int
        public let decisions: Int
        public let findings: [Finding]
    }

    /// Candles that the whole run is given at a time.
    private static let blockLength = 65_536

    /// Audits one series, the two runs side by side where there are threads. `makePipeline` makes the same fresh pipeline each time it is
    /// called.
    public static func run(
        _ series: Market.Series, threads: Int = 1, makePipeline: @Sendable () -> Pipeline, progress: @Sendable (Int) -> Void = { _ in }
    ) -> Result {
        let runs = Parallel.map(2, threads: threads) { index in
            index == 0 ? prefixRun(series, makePipeline(), progress: progress) : wholeRun(series, makePipeline(), progress: progress)
        }
        let (prefix, whole) = (runs[0], runs[1])
        let pipeline = makePipeline()
        let comparison = DecisionComparison(whole: whole, prefix: prefix) { decision in
            Timestamp(milliseconds: series.candles.openTime[Int(whole.completedAt[decision])] + pipeline.base.milliseconds)
        }
        return Result(
            instrument: series.instrument.id, timeframe: pipeline.timeframe, baseCandles: series.candles.count, decisions: whole.count,
            findings: comparison.findings)
    }

    private static func wholeRun(_ series: Market.Series, _ fresh: Pipeline, progress: (Int) -> Void) -> DecisionColumns {
        var pipeline = fresh
        var columns = pipeline.makeColumns()
        var position = 0
        while position < series.candles.count {
            let end = min(position + blockLength, series.candles.count)
            series.candles.withBlock(position..<end) { pipeline.advance($0, side: series.side, into: &columns) }
            progress(end - position)
            position = end
        }
        return columns
    }

    private static func prefixRun(_ series: Market.Series, _ fresh: Pipeline, progress: (Int) -> Void) -> DecisionColumns {
        var pipeline = fresh
        var columns = pipeline.makeColumns()
        var known = GrowingSide(series.side)
        var cell = PoisonedCell()
        let length = pipeline.base.milliseconds
        for position in 0..<series.candles.count {
            let side = known.advance(to: series.candles.openTime[position] + length)
            cell.put(series.candles[position])
            cell.withBlock { pipeline.advance($0, side: side, into: &columns) }
            if position & 0x3FFF == 0x3FFF { progress(0x4000) }
        }
        progress(series.candles.count & 0x3FFF)
        return columns
    }
}
