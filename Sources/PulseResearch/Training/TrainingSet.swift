import PulseAnalytics
import PulseCore
import PulseStrategy

/// Labelled decisions of all instruments of a market, ascending by time.
public struct TrainingSet: Sendable {
    /// One labelled decision.
    public struct Row: Hashable, Sendable {
        /// When it was decided: the close of its candle.
        public let time: Int64
        /// When its label became known: the close of the last candle that it depends on.
        public let labelKnown: Int64
        public let isRise: Bool

        public init(time: Int64, labelKnown: Int64, isRise: Bool) {
            self.time = time
            self.labelKnown = labelKnown
            self.isRise = isRise
        }
    }

    public let rows: [Row]
    public let observations: Observations
    /// Decisions without a label, because the candles ended, both barriers lay in one candle or nothing moved; and those without a value for each feature.
    public let unlabelled: Int
    public let incomplete: Int

    /// Runs the features' code over the market inside its range (candles before it warm the features up).
    public init(_ market: Market, features: FeatureSet, timeframe: Timeframe, barrier: TripleBarrier) throws(PulseError) {
        var entries: [(row: Row, instrument: Int, index: Int)] = []
        var extractors: [FeatureExtractor] = []
        var unlabelled = 0
        var incomplete = 0
        for (instrument, series) in market.series.enumerated() {
            guard var extractor = FeatureExtractor(features, base: market.base, timeframe: timeframe) else {
                throw PulseError(.configuration, "candles of \(timeframe) cannot be built from candles of \(market.base)")
            }
            series.candles.withBlock { extractor.advance($0) }
            let candles = extractor.candles
            for index in 0..<candles.count where candles.openTime[index] >= market.range.from.milliseconds {
                guard extractor.columns.allSatisfy({ $0[index].isFinite }) else {
                    incomplete += 1
                    continue
                }
                guard let label = barrier.label(at: index, candles, averageTrueRange: extractor.averageTrueRange) else {
                    unlabelled += 1
                    continue
                }
                let row = Row(
                    time: candles.openTime[index] + timeframe.milliseconds,
                    labelKnown: candles.openTime[label.end] + timeframe.milliseconds, isRise: label.isRise)
                entries.append((row, instrument, index))
            }
            extractors.append(extractor)
        }
        entries.sort { ($0.row.time, $0.instrument) < ($1.row.time, $1.instrument) }
        rows = entries.map(\.row)
        observations = Observations(
            columns: features.names.indices.map { feature in entries.map { extractors[$0.instrument].columns[feature][$0.index] } },
            target: entries.map { $0.row.isRise ? 1 : 0 })
        self.unlabelled = unlabelled
        self.incomplete = incomplete
    }

    /// For tests and other sources of observations: rows must be ascending by time.
    public init(rows: [Row], observations: Observations) {
        precondition(rows.count == observations.count, "one row an observation")
        self.rows = rows
        self.observations = observations
        unlabelled = 0
        incomplete = 0
    }
}
