import PulseAnalytics
import PulseCore

/// The columns that several heads and the risk plan use, computed once a candle: average true range, volume ratio, mean close, regime.
struct SharedFeatures: Sendable {
    private var rangeMean = AverageTrueRange(period: 14)
    private var volumeMean = VolumeRatio(period: 20)
    private var closeMean = SimpleMean(period: 20)
    private var detector: RegimeDetector?
    /// One value a candle of the tile that was taken last.
    private(set) var averageTrueRange = [Double](repeating: .nan, count: HeadFrame.maximumCount)
    private(set) var volumeRatio = [Double](repeating: .nan, count: HeadFrame.maximumCount)
    private(set) var simpleMean20 = [Double](repeating: .nan, count: HeadFrame.maximumCount)

    private(set) var regimes = [RegimeState](repeating: .unknown, count: HeadFrame.maximumCount)

    /// Without parameters nobody looks for regimes.
    init(_ regime: RegimeParameters? = nil) {
        detector = regime.map { RegimeDetector($0) }
    }

    /// Takes the next candles, at most `HeadFrame.maximumCount`.
    mutating func advance(_ block: CandleBlock) {
        averageTrueRange.withUnsafeMutableBufferPointer { rangeMean.process(block, into: $0) }
        volumeRatio.withUnsafeMutableBufferPointer { volumeMean.process(block, into: $0) }
        simpleMean20.withUnsafeMutableBufferPointer { buffer in
            guard let output = buffer.baseAddress else { return }
            closeMean.process(block.close, count: block.count, into: output)
        }
        averageTrueRange.withUnsafeBufferPointer { range in
            volumeRatio.withUnsafeBufferPointer { volume in
                regimes.withUnsafeMutableBufferPointer { states in
                    guard let range = range.baseAddress, let volume = volume.baseAddress, let output = states.baseAddress else { return }
                    detector?.advance(block, averageTrueRange: range, volumeRatio: volume, into: output)
                }
            }
        }
    }
}

extension SharedFeatures {
    /// Lends the features of the tile that was taken last, with its candles, to the heads.
    func withFrame(
        _ tile: CandleBlock, timeframe: Timeframe, firstIndex: Int, side: SideFrame, _ body: (HeadFrame) -> Void
    ) {
        averageTrueRange.withUnsafeBufferPointer { range in
            volumeRatio.withUnsafeBufferPointer { volume in
                simpleMean20.withUnsafeBufferPointer { mean in
                    regimes.withUnsafeBufferPointer { regimes in
                        guard let range = range.baseAddress, let volume = volume.baseAddress, let mean = mean.baseAddress else { return }
                        body(
                            HeadFrame(
                                candles: tile, timeframe: timeframe, firstIndex: firstIndex, averageTrueRange: range, volumeRatio: volume,
                                simpleMean20: mean, side: side, regimes: detector == nil ? nil : regimes.baseAddress))
                    }
                }
            }
        }
    }
}

extension Indicator {
    /// Takes the next candles and writes the one output there is.
    mutating func process(_ block: CandleBlock, into output: UnsafeMutableBufferPointer<Double>) {
        guard let address = output.baseAddress else { return }
        precondition(Self.parts.count == 1 && output.count >= block.count, "one column, with room for every candle")
        withUnsafePointer(to: address) { process(block, into: UnsafeBufferPointer(start: $0, count: 1)) }
    }
}
