import PulseAnalytics
import PulseCore

extension RegimeDetector {
    /// The states of all candles of a series, with the features that the pipeline would lend: for audits and tests.
    public static func states(on candles: CandleColumns, parameters: RegimeParameters = RegimeParameters()) -> [RegimeState] {
        var detector = RegimeDetector(parameters)
        var ranges = AverageTrueRange(period: 14)
        var volumes = VolumeRatio(period: 20)
        var range = [Double](repeating: .nan, count: HeadFrame.maximumCount)
        var volume = range
        var states = [RegimeState](repeating: .unknown, count: candles.count)
        for start in stride(from: 0, to: candles.count, by: HeadFrame.maximumCount) {
            candles.withBlock(start..<min(candles.count, start + HeadFrame.maximumCount)) { tile in
                range.withUnsafeMutableBufferPointer { ranges.process(tile, into: $0) }
                volume.withUnsafeMutableBufferPointer { volumes.process(tile, into: $0) }
                states.withUnsafeMutableBufferPointer { output in
                    guard let output = output.baseAddress else { return }
                    detector.advance(tile, averageTrueRange: range, volumeRatio: volume, into: output + start)
                }
            }
        }
        return states
    }
}
