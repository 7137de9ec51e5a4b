extension RecentCandles {
    /// Patterns of five candles.
    @inline(__always)
    func matchFive(_ matches: inout CandlestickMatches) {
        if now.isRising, !s1.isRising, !s2.isRising, !s3.isRising, !s4.isRising { matchLadderBottom(&matches) }
        guard s4.isLong else { return }
        let rising = s4.isRising
        if s3.isRising == rising {
            if s1.isRising == rising, now.isRising != rising { matchBreakaway(&matches) }
        } else if s2.isRising != rising, s1.isRising != rising, now.isRising == rising, now.isLong {
            matchThreeMethods(&matches)
        }
    }

    private func matchThreeMethods(_ matches: inout CandlestickMatches) {
        let areSmall = s3.traits.intersection(s2.traits).intersection(s1.traits).contains(.short)
        guard areSmall, overlapsFirst(s3), overlapsFirst(s2), overlapsFirst(s1) else { return }
        let tolerance = isGapless ? s1.near : 0
        let isMatch: Bool
        if s4.isRising {
            let opens = isGapless ? now.open >= s1.close - tolerance : now.open > s1.close
            isMatch = s2.close < s3.close && s1.close < s2.close && opens && now.close > s4.close
        } else {
            let opens = isGapless ? now.open <= s1.close + tolerance : now.open < s1.close
            isMatch = s2.close > s3.close && s1.close > s2.close && opens && now.close < s4.close
        }
        if isMatch { matches.mark(.riseFallThreeMethods, rising: s4.isRising) }
    }

    @inline(__always)
    private func overlapsFirst(_ shape: CandleShape) -> Bool { shape.bottom < s4.high && shape.top > s4.low }

    private func matchBreakaway(_ matches: inout CandlestickMatches) {
        if now.isRising {
            guard liesBelow(s3, s4), s2.high < s3.high, s2.low < s3.low, s1.high < s2.high, s1.low < s2.low else { return }
            // The last candle closes inside the gap; gapless, between the middles of the first two bodies.
            let closes = isGapless ? now.close > s3.middle && now.close < s4.middle : now.close > s3.open && now.close < s4.close
            if closes { matches.mark(.breakaway, rising: true) }
        } else {
            guard liesAbove(s3, s4), s2.high > s3.high, s2.low > s3.low, s1.high > s2.high, s1.low > s2.low else { return }
            let closes = isGapless ? now.close < s3.middle && now.close > s4.middle : now.close < s3.open && now.close > s4.close
            if closes { matches.mark(.breakaway, rising: false) }
        }
    }

    private func matchLadderBottom(_ matches: inout CandlestickMatches) {
        guard now.close > s1.high, s1.traits.contains(.upperPresent) else { return }
        let opens = isGapless ? now.open >= s1.close - s1.near : now.open > s1.open
        guard opens, s4.open > s3.open, s3.open > s2.open, s4.close > s3.close, s3.close > s2.close else { return }
        matches.mark(.ladderBottom, rising: true)
    }
}
