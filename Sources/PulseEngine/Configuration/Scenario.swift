/// How what a candle does not tell is resolved; every run reports all three.
///
/// | | pessimistic | expected | optimistic |
/// |---|---|---|---|
/// | stop and target in one candle | stop | stop | targets |
/// | a target is filled when | traded through by a tick | touched | touched |
/// | a stop moved by a target of the same candle | hit if the candle's range holds it | hit if the close is beyond it | as expected |
/// | fees of targets | taker | maker | maker |
/// | slippage | doubled | as modelled | none |
public enum Scenario: String, Hashable, Sendable, Codable, CaseIterable {
    case pessimistic, expected, optimistic

    /// What the slippage model is multiplied by.
    public var slippageMultiplier: Int64 {
        switch self {
        case .pessimistic: 2
        case .expected: 1
        case .optimistic: 0
        }
    }

    /// Whether a stop is taken before a target where a candle holds both.
    var takesStopFirst: Bool { self != .optimistic }
    /// Whether the price must trade beyond a target, not just touch it.
    var targetsNeedTradeThrough: Bool { self == .pessimistic }
    /// Whether targets pay the taker's fee.
    var targetsPayTaker: Bool { self == .pessimistic }
    /// Whether a stop that a target moved counts as hit by any price of the same candle, not only by its close.
    var movedStopSeesWholeCandle: Bool { self == .pessimistic }
}
