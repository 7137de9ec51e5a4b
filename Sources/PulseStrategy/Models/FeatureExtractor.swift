import PulseCore

/// Makes the features that a model is trained on, by the code that makes them when it votes: base candles in, one row a decision candle out.
public struct FeatureExtractor: Sendable {
    public let set: FeatureSet
    /// One column a feature, NaN before it is warm; one row a decision candle.
    public private(set) var columns: [[Double]]
    /// The decision candles.
    public private(set) var candles = CandleColumns()
    /// Average true range of each decision candle, NaN before it is warm.
    public private(set) var averageTrueRange: [Double] = []

    private let timeframe: Timeframe
    private var aggregator: CandleAggregator
    private var shared = SharedFeatures()
    private var features: FeatureColumns

    /// Nil where `timeframe` cannot be built from `base`.
    public init?(_ set: FeatureSet, base: Timeframe, timeframe: Timeframe) {
        guard let aggregator = CandleAggregator(base: base, target: timeframe) else { return nil }
        self.set = set
        self.timeframe = timeframe
        self.aggregator = aggregator
        features = FeatureColumns(set)
        columns = set.names.map { _ in [] }
    }

    /// Takes the next closed base candles.
    public mutating func advance(_ block: CandleBlock) {
        var completed = CandleColumns()
        var completedAt: [Int32] = []
        aggregator.advance(block, into: &completed, completedAt: &completedAt)
        var start = 0
        while start < completed.count {
            let end = min(start + HeadFrame.maximumCount, completed.count)
            completed.withBlock(start..<end) { advanceTile($0) }
            start = end
        }
        candles.append(contentsOf: completed)
    }

    private mutating func advanceTile(_ tile: CandleBlock) {
        shared.advance(tile)
        shared.withFrame(tile, timeframe: timeframe, firstIndex: averageTrueRange.count, side: .empty) { frame in
            features.advance(frame)
            averageTrueRange.append(contentsOf: UnsafeBufferPointer(start: frame.averageTrueRange, count: tile.count))
        }
        features.withColumns { lanes in
            for feature in columns.indices {
                columns[feature].append(contentsOf: UnsafeBufferPointer(start: lanes[feature], count: tile.count))
            }
        }
    }
}
