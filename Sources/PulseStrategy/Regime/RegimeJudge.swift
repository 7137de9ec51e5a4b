import PulseCore

/// The part of the regime detector that goes candle by candle: percentile of the bands' width, scores, hysteresis.
struct RegimeJudge: Sendable {
    /// What was computed for a tile. `slowMean` starts ten candles before it; `highest` and `lowest` are those of the candles before each.
    struct Columns {
        let relativeStrength: UnsafePointer<Double>
        let slowMean: UnsafePointer<Double>
        let highest: UnsafePointer<Double>
        let lowest: UnsafePointer<Double>
        /// Room for the bands' widths and their percentiles.
        let width: UnsafeMutablePointer<Double>
        let percentile: UnsafeMutablePointer<Double>
    }

    private let judgesPercentile: Bool
    private let scores: RegimeScores
    private var widths: PercentileWindow
    private var machine: RegimeMachine

    init(_ parameters: RegimeParameters) {
        judgesPercentile = parameters.profile == .standard
        scores = RegimeScores(parameters)
        widths = PercentileWindow(length: parameters.percentileWindow)
        machine = RegimeMachine(parameters)
    }

    /// Writes a state for each candle of a tile.
    mutating func advance(
        _ candles: CandleBlock, _ features: FrameFeatures, _ columns: Columns, into states: UnsafeMutablePointer<RegimeState>
    ) {
        let span = RegimeParameters.slopeSpan
        let perSpan = 1 / Double(span)
        // Upper less lower band over the middle.
        let (deviation, mean) = (features.deviation20, features.simpleMean20)
        for index in 0..<candles.count { columns.width[index] = 4 * deviation[index] / mean[index] }
        widths.process(columns.width, count: candles.count, into: columns.percentile)
        for index in 0..<candles.count {
            let (width, percentile) = (columns.width[index], columns.percentile[index])
            let perRange = 1 / features.averageTrueRange[index]
            let close = candles.close[index]
            let measures = RegimeScores.Measures(
                trend: features.directionalIndex14[index],
                slope: (columns.slowMean[index + span] - columns.slowMean[index]) * (perRange * perSpan),
                relativeStrength: columns.relativeStrength[index], volumeRatio: features.volumeRatio[index], percentile: percentile,
                breadth: judgesPercentile ? percentile : width,
                beyond: max(close - columns.highest[index], columns.lowest[index] - close) * perRange)
            // NaN or infinite where any of them is: before the warm-up is over, and where prices or ranges are no numbers.
            let sum =
                (measures.trend + measures.slope) + (measures.relativeStrength + measures.volumeRatio) + (percentile + measures.beyond)
            states[index] = sum.isFinite ? machine.advance(scores.evaluate(measures)) : .unknown
        }
    }
}
