import PulseCore
import PulseStrategy

/// Runs a regime detector over candles as the pipeline does: features computed causally, blocks of 256 candles at most.
enum RegimeRig {
    static func states(
        _ candles: CandleColumns, _ parameters: RegimeParameters = RegimeParameters(), cutting: [Range<Int>]? = nil
    ) -> [RegimeState] {
        var features = SharedFeatures(parameters)
        var states: [RegimeState] = []
        for block in cutting ?? [0..<candles.count] {
            for start in stride(from: block.lowerBound, to: block.upperBound, by: HeadFrame.maximumCount) {
                candles.withBlock(start..<min(block.upperBound, start + HeadFrame.maximumCount)) { tile in
                    features.advance(tile)
                    states += features.regimes.prefix(tile.count)
                }
            }
        }
        return states
    }
}

extension Regime {
    /// The regime of the same market upside down.
    var mirrored: Regime {
        switch self {
        case .strongTrendBull: .strongTrendBear
        case .strongTrendBear: .strongTrendBull
        default: self
        }
    }
}
