import PulseCore

/// The volume-weighted average of the typical price since 00:00 UTC, by the candles' open times.
///
/// Neutral value: the typical price where nothing has been traded since.
public struct SessionVWAP: Indicator {
    public var warmup: Int { 0 }
    private var session = UTCSession()
    private var value = RunningTotal()
    private var volume = RunningTotal()

    public init() {}

    public mutating func process(_ block: CandleBlock, into outputs: UnsafeBufferPointer<UnsafeMutablePointer<Double>>) {
        let output = outputs[0]
        var (session, value, volume) = (session, value, volume)
        session.forEachStretch(block) { stretch, isNew in
            if isNew {
                value.restart()
                volume.restart()
            }
            var index = stretch.lowerBound
            while index < stretch.upperBound, !value.isAtGroup {
                output[index] = Self.step(block, index, &value, &volume)
                index += 1
            }
            let end = index + (stretch.upperBound - index) & ~3
            Self.run(block, index..<end, &value, &volume, into: output)
            for index in end..<stretch.upperBound { output[index] = Self.step(block, index, &value, &volume) }
        }
        (self.session, self.value, self.volume) = (session, value, volume)
    }

    private static func step(_ block: CandleBlock, _ index: Int, _ value: inout RunningTotal, _ volume: inout RunningTotal) -> Double {
        let typical = (block.high[index] + block.low[index] + block.close[index]) * (1.0 / 3)
        let (values, volumes) = (value.add(typical * block.volume[index]), volume.add(block.volume[index]))
        return typical + (values - typical * volumes) / (volumes + 0x1p-1000)
    }

    /// Whole groups of four candles of a session, from prices to averages in one loop.
    private static func run(
        _ block: CandleBlock, _ range: Range<Int>, _ value: inout RunningTotal, _ volume: inout RunningTotal,
        into output: UnsafeMutablePointer<Double>
    ) {
        var (runningValue, runningVolume) = (value, volume)
        var start = range.lowerBound
        while start < range.upperBound {
            let (low, high) = (typical(block, start), typical(block, start &+ 2))
            let (lowVolume, highVolume) = (ColumnMath.loadPair(block.volume, start), ColumnMath.loadPair(block.volume, start &+ 2))
            let values = runningValue.group(low * lowVolume, high * highVolume)
            let volumes = runningVolume.group(lowVolume, highVolume)
            ColumnMath.storePair(average(low, values.0, volumes.0), output, start)
            ColumnMath.storePair(average(high, values.1, volumes.1), output, start &+ 2)
            start &+= 4
        }
        (value, volume) = (runningValue, runningVolume)
    }

    @inline(__always)
    private static func typical(_ block: CandleBlock, _ index: Int) -> SIMD2<Double> {
        let sum = ColumnMath.loadPair(block.high, index) + ColumnMath.loadPair(block.low, index)
        return (sum + ColumnMath.loadPair(block.close, index)) * (1.0 / 3)
    }

    /// As `ColumnMath.ratio`, the typical price where the volume is 0.
    @inline(__always)
    private static func average(_ typical: SIMD2<Double>, _ values: SIMD2<Double>, _ volumes: SIMD2<Double>) -> SIMD2<Double> {
        typical + (values - typical * volumes) / (volumes + 0x1p-1000)
    }
}
