import PulseCore

extension RegimeDetector {
    /// The states of all candles of a series, as the pipeline has them: for audits and tests.
    public static func states(on candles: CandleColumns, parameters: RegimeParameters = RegimeParameters()) -> [RegimeState] {
        var features = SharedFeatures(parameters)
        var states: [RegimeState] = []
        states.reserveCapacity(candles.count)
        for start in stride(from: 0, to: candles.count, by: HeadFrame.maximumCount) {
            candles.withBlock(start..<min(candles.count, start + HeadFrame.maximumCount)) { tile in
                features.advance(tile)
                states += features.regimes.prefix(tile.count)
            }
        }
        return states
    }
}
