/// What a rule has recognised: a candlestick pattern or a chart pattern.
enum RulePattern: Hashable, Sendable {
    case candlestick(CandlestickPattern)
    case chart(ChartPattern)

    /// Its usual English name; many patterns are called otherwise on the other side.
    func name(rising: Bool) -> String {
        switch self {
        case .candlestick(let pattern): Self.name(of: pattern, rising: rising)
        case .chart(.double): rising ? "double bottom" : "double top"
        case .chart(.headAndShoulders): rising ? "inverse head and shoulders" : "head and shoulders"
        case .chart(.triangle): "triangle"
        case .chart(.flag): rising ? "bull flag" : "bear flag"
        }
    }

    private static func name(of pattern: CandlestickPattern, rising: Bool) -> String {
        switch pattern {
        case .threeInside: rising ? "three inside up" : "three inside down"
        case .threeOutside: rising ? "three outside up" : "three outside down"
        case .riseFallThreeMethods: rising ? "rising three methods" : "falling three methods"
        case .hammer, .hangingMan, .invertedHammer, .shootingStar, .morningStar, .eveningStar, .threeWhiteSoldiers, .threeBlackCrows,
            .darkCloudCover:
            spaced(pattern)
        case .piercing: "piercing line"
        default: (rising ? "bullish " : "bearish ") + spaced(pattern)
        }
    }

    /// `haramiCross` as `harami cross`.
    private static func spaced(_ pattern: CandlestickPattern) -> String {
        String(describing: pattern).reduce(into: "") { $0 += $1.isUppercase ? " " + $1.lowercased() : String($1) }
    }
}
