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

    /// All patterns that end on the newest candle; without the neutral ones where only those that take a side are asked for.
    @inline(__always)
    func matches(withNeutral: Bool) -> CandlestickMatches {
        var matches = CandlestickMatches()
        matchOne(withNeutral: withNeutral, &matches)
        matchTwo(&matches)
        matchThree(&matches)
        matchFive(&matches)
        return matches
    }
}
