/// The shapes of the last candles, as the candlestick rules see them: `now` is the newest, `s1` the one before, and so on.
///
/// Borrows a ring of `capacity` shapes.
struct RecentCandles {
    static let capacity = 16
    static let mask = capacity - 1

    let ring: UnsafePointer<CandleShape>
    /// Position of the newest candle, counted from the start of the series.
    let newest: Int
    /// Whether `CandlestickRuleSet.cryptoGapless` is in force.
    let isGapless: Bool

    @inline(__always) var now: CandleShape { ring[newest & Self.mask] }
    @inline(__always) var s1: CandleShape { ring[(newest - 1) & Self.mask] }
    @inline(__always) var s2: CandleShape { ring[(newest - 2) & Self.mask] }
    @inline(__always) var s3: CandleShape { ring[(newest - 3) & Self.mask] }
    @inline(__always) var s4: CandleShape { ring[(newest - 4) & Self.mask] }

    /// Sums of the measures over the five and the ten candles before the newest, NaN before there are ten.
    ///
    /// Added up anew for each candle, which costs no more than keeping a running sum would and cannot drift; nor does a NaN outlive its
    /// window.
    @inline(__always)
    var sumsBefore: (five: SIMD4<Double>, ten: SIMD4<Double>) {
        @inline(__always) func measures(_ back: Int) -> SIMD4<Double> { ring[(newest - back) & Self.mask].measures }
        let five = (measures(1) + measures(2)) + (measures(3) + measures(4)) + measures(5)
        let earlier = (measures(6) + measures(7)) + (measures(8) + measures(9)) + measures(10)
        return (five, five + earlier)
    }

    /// All patterns that end on the newest candle.
    @inline(__always)
    var matches: CandlestickMatches {
        var matches = CandlestickMatches()
        matchOne(&matches)
        matchTwo(&matches)
        matchThree(&matches)
        matchFive(&matches)
        return matches
    }
}
