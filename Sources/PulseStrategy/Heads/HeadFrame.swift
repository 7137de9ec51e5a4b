import PulseCore

/// What the pipeline hands to every head: the next candles of the decision timeframe, and the features that several heads use, computed once.
///
/// All columns have `candles.count` values; a feature is NaN until it is warm. Valid only during the call.
public struct HeadFrame {
    /// The candles; at most `Self.maximumCount` of them.
    public let candles: CandleBlock
    /// Length of a candle.
    public let timeframe: Timeframe
    /// Position of the first candle, counted from the start of the pipeline.
    public let firstIndex: Int
    /// Features of the candles that several heads use.
    public let features: FrameFeatures
    /// What became known beside the candles.
    public let side: SideFrame
    /// The regime at each candle, the candle itself included; nil where nobody looks for it.
    public let regimes: UnsafePointer<RegimeState>?

    /// The pipeline cuts longer blocks into pieces of this length at most, so that heads can keep fixed scratch memory in cache.
    public static let maximumCount = 256

    public init(
        candles: CandleBlock, timeframe: Timeframe, firstIndex: Int, features: FrameFeatures, side: SideFrame = .empty,
        regimes: UnsafePointer<RegimeState>? = nil
    ) {
        self.candles = candles
        self.timeframe = timeframe
        self.firstIndex = firstIndex
        self.features = features
        self.side = side
        self.regimes = regimes
    }

    /// Wilder's average true range over 14 candles.
    public var averageTrueRange: UnsafePointer<Double> { features.averageTrueRange }
    /// Volume over its mean of 20 candles, this one included.
    public var volumeRatio: UnsafePointer<Double> { features.volumeRatio }
    /// Simple mean of the close over 20 candles.
    public var simpleMean20: UnsafePointer<Double> { features.simpleMean20 }
}
