/// The candlestick patterns that are recognised, by TA-Lib's definitions and names; their number is the bit in `CandlestickMatches`.
@frozen
public enum CandlestickPattern: Int, Hashable, Sendable, CaseIterable {
    case doji, dragonflyDoji, gravestoneDoji, longLeggedDoji, takuri
    case spinningTop, highWave, shortLine, longLine, marubozu
    case hammer, hangingMan, invertedHammer, shootingStar
    case engulfing, harami, haramiCross, piercing, darkCloudCover, kicking, separatingLines, onNeck, thrusting
    case morningStar, eveningStar, threeInside, threeOutside, threeWhiteSoldiers, threeBlackCrows, identicalThreeCrows
    case tristar, uniqueThreeRiver, upsideGapTwoCrows
    case riseFallThreeMethods, breakaway, ladderBottom

    /// TA-Lib's function, such as `CDL3INSIDE`.
    public var talibName: String {
        switch self {
        case .threeInside: "CDL3INSIDE"
        case .threeOutside: "CDL3OUTSIDE"
        case .threeWhiteSoldiers: "CDL3WHITESOLDIERS"
        case .threeBlackCrows: "CDL3BLACKCROWS"
        case .identicalThreeCrows: "CDLIDENTICAL3CROWS"
        case .uniqueThreeRiver: "CDLUNIQUE3RIVER"
        case .upsideGapTwoCrows: "CDLUPSIDEGAP2CROWS"
        case .riseFallThreeMethods: "CDLRISEFALL3METHODS"
        default: "CDL" + String(describing: self).uppercased()
        }
    }

    /// How many candles it spans.
    public var span: Int {
        switch self {
        case .doji, .dragonflyDoji, .gravestoneDoji, .longLeggedDoji, .takuri, .spinningTop, .highWave, .shortLine, .longLine, .marubozu: 1
        // Measured against the candle before, which is no part of the pattern.
        case .hammer, .hangingMan, .invertedHammer, .shootingStar: 1
        case .engulfing, .harami, .haramiCross, .piercing, .darkCloudCover, .kicking, .separatingLines, .onNeck, .thrusting: 2
        case .morningStar, .eveningStar, .threeInside, .threeOutside, .threeWhiteSoldiers, .identicalThreeCrows, .tristar,
            .uniqueThreeRiver, .upsideGapTwoCrows:
            3
        // The candle before the three crows is part of TA-Lib's definition.
        case .threeBlackCrows: 3
        case .riseFallThreeMethods, .breakaway, .ladderBottom: 5
        }
    }

    /// Candles before the first one that can carry it (TA-Lib's lookback).
    public var lookback: Int {
        switch self {
        case .engulfing: 2
        case .threeOutside: 3
        case .hammer, .hangingMan, .invertedHammer, .shootingStar: 11
        case .threeBlackCrows: 13
        default: 9 + span
        }
    }

    /// Its bit in a set of patterns.
    @inlinable public var bit: UInt64 { 1 << UInt64(rawValue) }
}
