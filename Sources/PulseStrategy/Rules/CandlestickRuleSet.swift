/// Which conditions a candlestick pattern is held to.
public enum CandlestickRuleSet: String, Hashable, Sendable, CaseIterable {
    /// TA-Lib's, value for value: written for markets that close overnight, so its gap patterns all but never occur around the clock.
    case talibStrict
    /// For markets that open where they closed: a gap is replaced by a body wholly within (or beyond) the outer third of the earlier
    /// candle's range, an opening beyond the earlier extreme by one at the earlier close, give or take a fifth of a usual range.
    ///
    /// Every pattern that has a counterpart is its exact mirror image here; TA-Lib's hammer and shooting star, and its soldiers and
    /// crows, are not.
    case cryptoGapless
}
