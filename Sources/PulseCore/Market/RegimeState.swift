/// What a regime detector makes of one closed candle, in eight bytes, so that a column of them is cheap to keep.
@frozen
public struct RegimeState: Hashable, Sendable {
    /// The regime in force; nil while the detector warms up, and on candles that cannot be judged.
    public let regime: Regime?
    /// The regime that this candle alone speaks for, which a switch needs several of; nil where `regime` is.
    public let raw: Regime?
    /// Share of `regime` in the softmax of all six scores of this candle.
    public let confidence: Score
    /// Share of the last candles (20 by default) whose raw regime was `regime`.
    public let stability: Score
    /// Candles since the regime came into force, this one included; at most 65,535.
    public let duration: UInt16

    @inlinable
    public init(_ regime: Regime, raw: Regime, confidence: Score, stability: Score, duration: Int) {
        self.regime = regime
        self.raw = raw
        self.confidence = confidence
        self.stability = stability
        self.duration = UInt16(clamping: duration)
    }

    @inlinable
    init() {
        regime = nil
        raw = nil
        confidence = .zero
        stability = .zero
        duration = 0
    }

    /// Nothing is known of the regime.
    @inlinable public static var unknown: RegimeState { RegimeState() }

    @inlinable public var isKnown: Bool { regime != nil }
}
