import PulseAnalytics

/// The trend of a running sum over 20 candles, measured by its own noise: least-squares slope times 20 over the standard deviation of the
/// increments (100 candles) times the square root of 20.
///
/// It is computed from the increments. With S the running sum, slope = sum over lags k = 0...18 of (19 - k)(k + 1) / 1330 times the
/// increment k candles back, so it does not matter where the sum was started, and nothing drifts.
package struct NormalizedSlope: Sendable {
    static let length = 20
    /// Increments before the first value is right.
    static let noiseLength = 100
    /// Increments that are read before each value.
    package static let lookback = length - 2

    private var deviation = RollingDeviation(period: noiseLength)

    /// Writes the standard deviation of the increments and the slope in its units. `increments` must be readable `lookback` values back.
    /// NaN until there are 100; 0 where all increments are equal.
    mutating func process(
        _ increments: UnsafePointer<Double>, count: Int, noise: UnsafeMutablePointer<Double>, slope: UnsafeMutablePointer<Double>
    ) {
        deviation.process(increments, count: count, into: noise)
        Self.filter(increments, count: count, into: slope)
        let scale = Double(Self.length).squareRoot()
        for index in 0..<count {
            let value = slope[index] * scale / noise[index]
            slope[index] = noise[index] == 0 ? 0 : value
        }
    }

    /// Slope per candle. The weights are the same from both ends, so increments are added in pairs first.
    package static func filter(_ increments: UnsafePointer<Double>, count: Int, into slope: UnsafeMutablePointer<Double>) {
        var index = 0
        while index + 2 <= count {
            let newest = UnsafeRawPointer(increments + index)
            @inline(__always) func at(_ lag: Int) -> SIMD2<Double> {
                newest.loadUnaligned(fromByteOffset: -8 * lag, as: SIMD2<Double>.self)
            }
            let value = weigh(at)
            UnsafeMutableRawPointer(slope + index).storeBytes(of: value, as: SIMD2<Double>.self)
            index += 2
        }
        if index < count {
            let newest = increments + index
            slope[index] = weigh { SIMD2(repeating: newest[-$0]) }.x
        }
    }

    @inline(__always)
    private static func weigh(_ at: (Int) -> SIMD2<Double>) -> SIMD2<Double> {
        // (19 - k)(k + 1) / 1330 for k = 0...9.
        var sum = (at(0) + at(18)) * (19.0 / 1_330)
        sum += (at(1) + at(17)) * (36.0 / 1_330)
        sum += (at(2) + at(16)) * (51.0 / 1_330)
        sum += (at(3) + at(15)) * (64.0 / 1_330)
        sum += (at(4) + at(14)) * (75.0 / 1_330)
        sum += (at(5) + at(13)) * (84.0 / 1_330)
        sum += (at(6) + at(12)) * (91.0 / 1_330)
        sum += (at(7) + at(11)) * (96.0 / 1_330)
        sum += (at(8) + at(10)) * (99.0 / 1_330)
        return sum + at(9) * (100.0 / 1_330)
    }
}
