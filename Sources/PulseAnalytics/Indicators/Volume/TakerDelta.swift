import PulseCore

/// Volume bought less volume sold by takers, in the base currency.
///
/// Neutral value: 0 up to the first candle that names a taker volume at all, because a source that does not say leaves the column at 0.
public struct TakerDelta: Indicator {
    public var warmup: Int { 0 }
    private var isKnown = false

    public init() {}

    public mutating func process(_ block: CandleBlock, into outputs: UnsafeBufferPointer<UnsafeMutablePointer<Double>>) {
        var start = 0
        if !isKnown {
            while start < block.count, block.takerBuyVolume[start] == 0 {
                outputs[0][start] = 0
                start += 1
            }
            isKnown = start < block.count
        }
        ColumnMath.map(block.takerBuyVolume + start, block.volume + start, block.count - start, into: outputs[0] + start) { 2 * $0 - $1 }
    }
}
