/// Patterns that tell the same story: of one family and side, only one counts at a time.
enum RuleFamily: Int, Sendable, CaseIterable {
    case pin, engulfing, harami, star, march, continuation
    case double, headAndShoulders, triangle, flag

    /// What a candlestick pattern has to follow.
    enum Context: Sendable {
        /// A leg against its direction: the pattern turns it.
        case reversal
        /// A leg in its direction: the pattern carries it on.
        case continuation
    }

    /// Family and context of a pattern that votes; nil for the neutral ones (dojis and other small bodies, which only describe
    /// indecision, and long lines, which only describe size) and for those without a counterpart on the other side, which would lean the
    /// head.
    static func of(_ pattern: CandlestickPattern) -> (family: RuleFamily, context: Context)? {
        switch pattern {
        case .hammer, .hangingMan, .invertedHammer, .shootingStar: (.pin, .reversal)
        case .engulfing, .threeOutside, .piercing, .darkCloudCover, .kicking: (.engulfing, .reversal)
        case .harami, .haramiCross, .threeInside: (.harami, .reversal)
        case .morningStar, .eveningStar, .tristar, .breakaway: (.star, .reversal)
        case .threeWhiteSoldiers, .threeBlackCrows: (.march, .reversal)
        case .riseFallThreeMethods, .separatingLines: (.continuation, .continuation)
        case .doji, .dragonflyDoji, .gravestoneDoji, .longLeggedDoji, .takuri, .spinningTop, .highWave, .shortLine, .longLine, .marubozu:
            nil
        case .onNeck, .thrusting, .identicalThreeCrows, .uniqueThreeRiver, .upsideGapTwoCrows, .ladderBottom: nil
        }
    }

    static func of(_ pattern: ChartPattern) -> RuleFamily {
        switch pattern {
        case .double: .double
        case .headAndShoulders: .headAndShoulders
        case .triangle: .triangle
        case .flag: .flag
        }
    }
}
