import PulseCore

/// Donchian's channel: the highest high and the lowest low of n candles, this one included, and the middle between them.
public struct DonchianChannel: Indicator {
    public static let parts = ["upper", "middle", "lower"]
    public var warmup: Int { highest.warmup }
    private var highest: RollingMaximum
    private var lowest: RollingMinimum

    /// Traps on a period below 1.
    public init(period: Int = 20) {
        highest = RollingMaximum(period: period)
        lowest = RollingMinimum(period: period)
    }

    public mutating func process(_ block: CandleBlock, into outputs: UnsafeBufferPointer<UnsafeMutablePointer<Double>>) {
        highest.process(block.high, count: block.count, into: outputs[0])
        lowest.process(block.low, count: block.count, into: outputs[2])
        ColumnMath.map(outputs[0], outputs[2], block.count, into: outputs[1]) { ($0 + $1) * 0.5 }
    }
}
