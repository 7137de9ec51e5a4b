extension RecentCandles {
    /// Patterns of one candle; the hammers look at the candle before for their place. They alone take a side: the others are neutral.
    @inline(__always)
    func matchOne(withNeutral: Bool, _ matches: inout CandlestickMatches) {
        let traits = now.traits
        if traits.contains(.short) { matchPins(traits, &matches) }
        if withNeutral { matchNeutral(traits, &matches) }
    }

    private func matchNeutral(_ traits: CandleShape.Traits, _ matches: inout CandlestickMatches) {
        if traits.contains(.doji) { matchDojis(traits, &matches) }
        if traits.contains(.short) {
            matchSmallBodies(traits, &matches)
        } else if traits.contains(.long) {
            let rising = now.isRising
            if traits.contains(.shadowsShort) { matches.mark(.longLine, rising: rising) }
            if traits.contains(.bare) { matches.mark(.marubozu, rising: rising) }
        }
    }

    private func matchDojis(_ traits: CandleShape.Traits, _ matches: inout CandlestickMatches) {
        matches.mark(.doji, rising: true)
        if !traits.isDisjoint(with: [.upperLong, .lowerLong]) { matches.mark(.longLeggedDoji, rising: true) }
        if traits.contains(.upperVeryShort) {
            if traits.contains(.lowerPresent) { matches.mark(.dragonflyDoji, rising: true) }
            if traits.contains(.lowerVeryLong) { matches.mark(.takuri, rising: true) }
        }
        if traits.contains([.lowerVeryShort, .upperPresent]) { matches.mark(.gravestoneDoji, rising: true) }
    }

    private func matchSmallBodies(_ traits: CandleShape.Traits, _ matches: inout CandlestickMatches) {
        if traits.contains(.shadowsShort) { matches.mark(.shortLine, rising: now.isRising) }
        if traits.contains([.upperLong, .lowerLong]) {
            matches.mark(.spinningTop, rising: now.isRising)
            if traits.contains([.upperVeryLong, .lowerVeryLong]) { matches.mark(.highWave, rising: now.isRising) }
        }
    }

    @inline(__always)
    private func matchPins(_ traits: CandleShape.Traits, _ matches: inout CandlestickMatches) {
        if traits.contains([.lowerLong, .upperVeryShort]) {
            // Gapless: all four pins are placed by the outer thirds, so that each has its mirror image.
            if isGapless ? now.top <= s1.lowerThird : now.bottom <= s1.low + s1.near { matches.mark(.hammer, rising: true) }
            if isGapless ? now.bottom >= s1.upperThird : now.bottom >= s1.high - s1.near { matches.mark(.hangingMan, rising: false) }
        }
        if traits.contains([.upperLong, .lowerVeryShort]) {
            if isGapless ? now.top <= s1.lowerThird : now.top < s1.bottom { matches.mark(.invertedHammer, rising: true) }
            if isGapless ? now.bottom >= s1.upperThird : now.bottom > s1.top { matches.mark(.shootingStar, rising: false) }
        }
    }
}
