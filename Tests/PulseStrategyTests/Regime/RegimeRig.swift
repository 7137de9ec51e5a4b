import PulseAnalytics
import PulseCore
import PulseStrategy

/// Runs a regime detector over candles as the pipeline does: features computed causally, blocks of 256 candles at most.
enum RegimeRig {
    static func states(
        _ candles: CandleColumns, _ parameters: RegimeParameters = RegimeParameters(), cutting: [Range<Int>]? = nil
    ) -> [RegimeState] {
        var detector = RegimeDetector(parameters)
        var ranges = AverageTrueRange(period: 14)
        var volumes = VolumeRatio(period: 20)
        var range = [Double](repeating: .nan, count: HeadFrame.maximumCount)
        var volume = range
        var states = [RegimeState](repeating: .unknown, count: candles.count)
        for block in cutting ?? [0..<candles.count] {
            var start = block.lowerBound
            while start < block.upperBound {
                let end = min(block.upperBound, start + HeadFrame.maximumCount)
                candles.withBlock(start..<end) { tile in
                    range.withUnsafeMutableBufferPointer { range in
                        volume.withUnsafeMutableBufferPointer { volume in
                            states.withUnsafeMutableBufferPointer { states in
                                guard let a = range.baseAddress, let b = volume.baseAddress, let output = states.baseAddress else { return }
                                ranges.process(tile, into: a)
                                volumes.process(tile, into: b)
                                detector.advance(tile, averageTrueRange: a, volumeRatio: b, into: output + start)
                            }
                        }
                    }
                }
                start = end
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
