extension RecentCandles {
    /// Patterns of three candles.
    @inline(__always)
    func matchThree(_ matches: inout CandlestickMatches) {
        if s2.isLong, s1.traits.contains(.notLong) { matchAfterLongAndSmall(&matches) }
        if s1.isRising != s2.isRising { matchThreeOutside(&matches) }
        if now.isRising == s1.isRising, s1.isRising == s2.isRising {
            if now.isRising { matchSoldiers(&matches) } else { matchCrows(&matches) }
        }
        if s2.traits.contains(.doji) { matchTristar(&matches) }
        if s2.isLong, !s2.isRising, !s1.isRising, now.isRising, now.traits.contains(.short) { matchUniqueThreeRiver(&matches) }
    }

    /// Whether a body lies below (above) another: past a gap, or gapless within or beyond the outer third of its range.
    @inline(__always)
    func liesBelow(_ later: CandleShape, _ earlier: CandleShape) -> Bool {
        isGapless ? later.top <= earlier.lowerThird : later.top < earlier.bottom
    }

    @inline(__always)
    func liesAbove(_ later: CandleShape, _ earlier: CandleShape) -> Bool {
        isGapless ? later.bottom >= earlier.upperThird : later.bottom > earlier.top
    }

    /// The stars, three inside and the two crows: a long candle, then a small one.
    private func matchAfterLongAndSmall(_ matches: inout CandlestickMatches) {
        if s2.isRising != now.isRising {
            let inside = isGapless ? isInside(s1, s2) : s1.top < s2.top && s1.bottom > s2.bottom
            if inside, s2.isRising ? now.close < s2.open : now.close > s2.open { matches.mark(.threeInside, rising: now.isRising) }
        }
        if now.isRising {
            if !s2.isRising, now.isLong, liesBelow(s1, s2), now.close > s2.close + s2.body * 0.3 {
                matches.mark(.morningStar, rising: true)
            }
        } else if s2.isRising {
            if now.isLong, liesAbove(s1, s2), now.close < s2.close - s2.body * 0.3 { matches.mark(.eveningStar, rising: false) }
            if !s1.isRising, liesAbove(s1, s2), now.close < s1.close {
                let isMatch =
                    isGapless
                    ? now.open >= s1.close - s1.near && now.close > s2.middle
                    : now.open > s1.open && now.close > s2.close
                if isMatch { matches.mark(.upsideGapTwoCrows, rising: false) }
            }
        }
    }

    private func matchThreeOutside(_ matches: inout CandlestickMatches) {
        let engulfed =
            isGapless
            ? engulfs(s1, s2)
            : s1.isRising ? s1.close > s2.open && s1.open < s2.close : s1.open > s2.close && s1.close < s2.open
        if engulfed, s1.isRising ? now.close > s1.close : now.close < s1.close { matches.mark(.threeOutside, rising: s1.isRising) }
    }

    private func matchSoldiers(_ matches: inout CandlestickMatches) {
        guard now.close > s1.close, s1.close > s2.close, now.traits.contains([.upperVeryShort, .long]), s1.traits.contains(.upperVeryShort),
            s2.traits.contains(.upperVeryShort), s1.open > s2.open, s1.open <= s2.close + s2.near, now.open > s1.open,
            now.open <= s1.close + s1.near, s1.body > s2.body - s2.far, now.body > s1.body - s1.far
        else { return }
        matches.mark(.threeWhiteSoldiers, rising: true)
    }

    private func matchCrows(_ matches: inout CandlestickMatches) {
        guard now.close < s1.close, s1.close < s2.close, now.traits.contains(.lowerVeryShort), s1.traits.contains(.lowerVeryShort),
            s2.traits.contains(.lowerVeryShort)
        else { return }
        if s1.open <= s2.close + s2.equal, s1.open >= s2.close - s2.equal, now.open <= s1.close + s1.equal, now.open >= s1.close - s1.equal
        {
            matches.mark(.identicalThreeCrows, rising: false)
        }
        guard s1.open < s2.open, now.open < s1.open else { return }
        let isMatch =
            isGapless
            ? now.isLong && s1.open >= s2.close - s2.near && now.open >= s1.close - s1.near && s1.body > s2.body - s2.far
                && now.body > s1.body - s1.far
            : s1.open > s2.close && now.open > s1.close && s3.isRising && s3.high > s2.close
        if isMatch { matches.mark(.threeBlackCrows, rising: false) }
    }

    private func matchTristar(_ matches: inout CandlestickMatches) {
        // TA-Lib measures all three against the candles before the first.
        guard s1.body <= s2.dojiLimit, now.body <= s2.dojiLimit else { return }
        if liesAbove(s1, s2), now.top < s1.top { matches.mark(.tristar, rising: false) }
        if liesBelow(s1, s2), now.bottom > s1.bottom { matches.mark(.tristar, rising: true) }
    }

    private func matchUniqueThreeRiver(_ matches: inout CandlestickMatches) {
        let holds = isGapless ? s1.close >= s2.close - s2.near : s1.close > s2.close
        guard holds, s1.open <= s2.open, s1.low < s2.low, now.open > s1.low else { return }
        matches.mark(.uniqueThreeRiver, rising: true)
    }
}
