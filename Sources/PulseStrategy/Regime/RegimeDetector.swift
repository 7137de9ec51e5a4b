import PulseAnalytics
import PulseCore

/// Tells the state of a market from its closed candles: one `RegimeState` a candle, unknown for the first `warmup` of them.
///
/// A value, streaming and bounded: any cutting of the same candles gives the same states (P1), nothing depends on later candles (P2).
/// Formulas: heads.md 17.2, as `docs/regimes.md` explains them.
public struct RegimeDetector: Sendable {
    public let parameters: RegimeParameters
    private var relativeStrength = RelativeStrengthIndex(period: 14)
    private var slowMean = ExponentialMean(period: 50)
    private var judge: RegimeJudge
    private var columns = [Double](repeating: .nan, count: Column.count * Self.stride)

    /// Columns of one tile. Those that look back have the older values in front of the tile's.
    private enum Column {
        static let relativeStrength = 0, slowMean = 1, highest = 2, lowest = 3, width = 4, percentile = 5
        static let count = 6
    }

    private static let stride = RegimeParameters.slopeSpan + HeadFrame.maximumCount

    public init(_ parameters: RegimeParameters = RegimeParameters()) {
        self.parameters = parameters
        judge = RegimeJudge(parameters)
    }

    /// Candles without a state: those of the bands and of their percentile, or of the slow mean and its slope.
    public var warmup: Int { max(19 + parameters.percentileWindow - 1, 49 + RegimeParameters.slopeSpan) }

    /// Takes the next candles, at most `HeadFrame.maximumCount` of them, with the features that the pipeline computes for all heads, and
    /// writes a state for each.
    public mutating func advance(_ candles: CandleBlock, _ features: FrameFeatures, into states: UnsafeMutablePointer<RegimeState>) {
        let count = candles.count
        precondition(count <= HeadFrame.maximumCount, "a tile fits the scratch memory")
        if count == 0 { return }
        columns.withUnsafeMutableBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            func column(_ number: Int) -> UnsafeMutablePointer<Double> { base + number * Self.stride }
            let span = RegimeParameters.slopeSpan
            relativeStrength.process(candles, into: column(Column.relativeStrength))
            slowMean.process(candles.close, count: count, into: column(Column.slowMean) + span)
            // One place on: at a candle's place stands the extreme of those before it.
            (column(Column.highest) + 1).update(from: features.highest20, count: count)
            (column(Column.lowest) + 1).update(from: features.lowest20, count: count)
            judge.advance(
                candles, features,
                RegimeJudge.Columns(
                    relativeStrength: column(Column.relativeStrength), slowMean: column(Column.slowMean), highest: column(Column.highest),
                    lowest: column(Column.lowest), width: column(Column.width), percentile: column(Column.percentile)), into: states)
            column(Column.slowMean).update(from: column(Column.slowMean) + count, count: span)
            column(Column.highest)[0] = column(Column.highest)[count]
            column(Column.lowest)[0] = column(Column.lowest)[count]
        }
    }
}
