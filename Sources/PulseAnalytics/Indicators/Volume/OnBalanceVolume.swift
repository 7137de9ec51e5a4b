import PulseCore

/// Granville's on-balance volume: the running sum of the volume with the sign of the close's change. It starts with the first candle's volume, as in
/// TA-Lib; only its changes mean something.
public struct OnBalanceVolume: Indicator {
    public var warmup: Int { 0 }
    private var total = 0.0
    private var previousClose = -Double.infinity

    public init() {}

    public mutating func process(_ block: CandleBlock, into outputs: UnsafeBufferPointer<UnsafeMutablePointer<Double>>) {
        let output = outputs[0]
        var (total, previousClose) = (total, previousClose)
        for i in 0..<block.count {
            let close = block.close[i]
            let volume = block.volume[i]
            total += close > previousClose ? volume : (close < previousClose ? -volume : 0)
            previousClose = close
            output[i] = total
        }
        (self.total, self.previousClose) = (total, previousClose)
    }
}
