extension RecentCandles {
    /// Patterns of two candles.
    @inline(__always)
    func matchTwo(_ matches: inout CandlestickMatches) {
        if now.isRising != s1.isRising {
            matchEngulfing(&matches)
            if now.isLong { matchSeparatingLines(&matches) }
            if s1.isLong {
                if now.isRising { matchRisingAfterLongFall(&matches) } else { matchFallingAfterLongRise(&matches) }
                if now.isLong, now.traits.contains(.bare), s1.traits.contains(.bare) { matchKicking(&matches) }
            }
        }
        if s1.isLong, now.traits.contains(.notLong) || now.traits.contains(.doji) { matchHarami(&matches) }
    }

    private func matchEngulfing(_ matches: inout CandlestickMatches) {
        if isGapless {
            if engulfs(now, s1) { matches.mark(.engulfing, rising: now.isRising) }
            return
        }
        let covers =
            now.isRising
            ? (now.close >= s1.open && now.open < s1.close) || (now.close > s1.open && now.open <= s1.close)
            : (now.open >= s1.close && now.close < s1.open) || (now.open > s1.close && now.close <= s1.open)
        guard covers else { return }
        matches.mark(.engulfing, rising: now.isRising)
        if now.open == s1.close || now.close == s1.open { matches.partial |= CandlestickPattern.engulfing.bit }
    }

    /// Gapless: opens at the earlier close (within a twentieth of a usual range) or beyond, closes beyond the earlier open.
    @inline(__always)
    func engulfs(_ later: CandleShape, _ earlier: CandleShape) -> Bool {
        later.isRising
            ? later.close > earlier.open && later.open <= earlier.close + earlier.equal
            : later.close < earlier.open && later.open >= earlier.close - earlier.equal
    }

    private func matchHarami(_ matches: inout CandlestickMatches) {
        guard isInside(now, s1) else { return }
        let isWhole = now.top < s1.top && now.bottom > s1.bottom
        if now.traits.contains(.notLong) {
            matches.mark(.harami, rising: !s1.isRising)
            if !isGapless, !isWhole { matches.partial |= CandlestickPattern.harami.bit }
        }
        if now.traits.contains(.doji) {
            matches.mark(.haramiCross, rising: !s1.isRising)
            if !isGapless, !isWhole { matches.partial |= CandlestickPattern.haramiCross.bit }
        }
    }

    /// Whether a body lies within another; gapless, it may stand out by a twentieth of a usual range.
    @inline(__always)
    func isInside(_ inner: CandleShape, _ outer: CandleShape) -> Bool {
        let tolerance = isGapless ? outer.equal : 0
        return inner.top <= outer.top + tolerance && inner.bottom >= outer.bottom - tolerance
    }

    /// Piercing line, on-neck and thrusting: a rising candle after a long falling one.
    private func matchRisingAfterLongFall(_ matches: inout CandlestickMatches) {
        guard isGapless ? now.open <= s1.close + s1.near : now.open < s1.low else { return }
        let middle = s1.close + s1.body * 0.5
        if now.isLong, now.close < s1.open, now.close > middle { matches.mark(.piercing, rising: true) }
        if now.close <= s1.low + s1.equal, now.close >= s1.low - s1.equal { matches.mark(.onNeck, rising: false) }
        if now.close > s1.close + s1.equal, now.close <= middle { matches.mark(.thrusting, rising: false) }
    }

    /// Dark cloud cover: a falling candle after a long rising one. Gapless, it is long like its mirror image, the piercing line.
    private func matchFallingAfterLongRise(_ matches: inout CandlestickMatches) {
        guard isGapless ? now.isLong && now.open >= s1.close - s1.near : now.open > s1.high else { return }
        if now.close > s1.open, now.close < s1.close - s1.body * 0.5 { matches.mark(.darkCloudCover, rising: false) }
    }

    /// Two bare long bodies of opposite colours with a gap between them; gapless, the second takes back all of the first.
    private func matchKicking(_ matches: inout CandlestickMatches) {
        if isGapless {
            if engulfs(now, s1) { matches.mark(.kicking, rising: now.isRising) }
        } else if now.isRising ? now.low > s1.high : now.high < s1.low {
            matches.mark(.kicking, rising: now.isRising)
        }
    }

    private func matchSeparatingLines(_ matches: inout CandlestickMatches) {
        guard now.traits.contains(now.isRising ? .lowerVeryShort : .upperVeryShort) else { return }
        if now.open <= s1.open + s1.equal, now.open >= s1.open - s1.equal { matches.mark(.separatingLines, rising: now.isRising) }
    }
}
