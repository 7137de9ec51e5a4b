/// What the candlestick rules ask of one candle: its body and shadows, measured against the candles before it (TA-Lib's default candle
/// settings).
struct CandleShape: Sendable {
    /// Yes-or-no facts about a candle, one bit each.
    struct Traits: OptionSet, Sendable {
        let rawValue: UInt32

        /// Close at or above open.
        static let rising = Traits(rawValue: 1 << 0)
        /// Body above the mean body of the ten candles before.
        static let long = Traits(rawValue: 1 << 1)
        /// Body below that mean.
        static let short = Traits(rawValue: 1 << 2)
        /// Body at or below that mean.
        static let notLong = Traits(rawValue: 1 << 3)
        /// Body at or below a tenth of the mean range of ten.
        static let doji = Traits(rawValue: 1 << 4)
        /// Upper or lower shadow below a tenth of the mean range of ten.
        static let upperVeryShort = Traits(rawValue: 1 << 5)
        static let lowerVeryShort = Traits(rawValue: 1 << 6)
        /// Upper or lower shadow above that tenth.
        static let upperPresent = Traits(rawValue: 1 << 7)
        static let lowerPresent = Traits(rawValue: 1 << 8)
        /// Upper or lower shadow longer than the body.
        static let upperLong = Traits(rawValue: 1 << 9)
        static let lowerLong = Traits(rawValue: 1 << 10)
        /// Upper or lower shadow longer than twice the body.
        static let upperVeryLong = Traits(rawValue: 1 << 11)
        static let lowerVeryLong = Traits(rawValue: 1 << 12)
        /// Upper or lower shadow below half the mean shadows of ten.
        static let upperShort = Traits(rawValue: 1 << 13)
        static let lowerShort = Traits(rawValue: 1 << 14)

        static let shadowsShort: Traits = [.upperShort, .lowerShort]
        static let bare: Traits = [.upperVeryShort, .lowerVeryShort]
    }

    var open = Double.nan
    var high = Double.nan
    var low = Double.nan
    var close = Double.nan
    var body = Double.nan
    /// The body's upper and lower end.
    var top = Double.nan
    var bottom = Double.nan
    /// Mean range of the five candles before.
    var range5 = Double.nan
    /// A tenth of the mean range of the ten candles before.
    var dojiLimit = Double.nan
    var traits: Traits = []

    init() {}

    @inline(__always)
    init(open: Double, high: Double, low: Double, close: Double) {
        self.open = open
        self.high = high
        self.low = low
        self.close = close
        let rising = close >= open
        // In the form of the processor's maximum and minimum: colours are what it guesses worst.
        top = close > open ? close : open
        bottom = open < close ? open : close
        body = abs(close - open)
        traits = rising ? .rising : []
    }

    @inline(__always) var upperShadow: Double { high - top }
    @inline(__always) var lowerShadow: Double { bottom - low }
    @inline(__always) var isRising: Bool { traits.contains(.rising) }
    @inline(__always) var isLong: Bool { traits.contains(.long) }
    @inline(__always) var near: Double { 0.2 * range5 }
    @inline(__always) var far: Double { 0.6 * range5 }
    @inline(__always) var equal: Double { 0.05 * range5 }
    @inline(__always) var middle: Double { (top + bottom) * 0.5 }
    /// Upper edge of the lowest third of the range, and lower edge of the highest.
    @inline(__always) var lowerThird: Double { low + (high - low) * (1.0 / 3) }
    @inline(__always) var upperThird: Double { high - (high - low) * (1.0 / 3) }

    /// Body, range and both shadows together, for the means of later candles; the last lane is empty.
    @inline(__always) var measures: SIMD4<Double> { SIMD4(body, high - low, (high - top) + (bottom - low), 0) }

    /// Sets the traits, given the sums of the measures over the five and the ten candles before.
    ///
    /// The divisions are written as TA-Lib does them, so that comparisons at the edge fall the same way.
    @inline(__always)
    mutating func classify(_ sums: (five: SIMD4<Double>, ten: SIMD4<Double>)) {
        let means = sums.ten / 10
        let meanBody = means[0]
        let tenth = 0.1 * means[1]
        let meanShadow = 0.5 * means[2]
        let upper = upperShadow
        let lower = lowerShadow
        range5 = sums.five[1] / 5
        dojiLimit = tenth
        // By pairs and without a branch: none of these is to be guessed.
        var bits = SIMD2<UInt64>(UInt64(traits.rawValue), 0)
        @inline(__always) func mark(_ first: Traits, _ second: Traits, where condition: SIMDMask<SIMD2<Int64>>) {
            let marks = SIMD2(UInt64(first.rawValue), UInt64(second.rawValue))
            bits |= SIMD2<UInt64>(repeating: 0).replacing(with: marks, where: condition)
        }
        let shadows = SIMD2(upper, lower)
        let bodies = SIMD2(repeating: body)
        mark(.long, .short, where: SIMD2(body, meanBody) .> SIMD2(meanBody, body))
        mark(.notLong, .doji, where: bodies .<= SIMD2(meanBody, tenth))
        mark(.upperVeryShort, .lowerVeryShort, where: shadows .< tenth)
        mark(.upperPresent, .lowerPresent, where: shadows .> tenth)
        mark(.upperLong, .lowerLong, where: shadows .> bodies)
        mark(.upperVeryLong, .lowerVeryLong, where: shadows .> bodies + bodies)
        mark(.upperShort, .lowerShort, where: shadows .< meanShadow)
        traits = Traits(rawValue: UInt32(truncatingIfNeeded: bits.x | bits.y))
    }
}
