import PulseCore

/// Chande's Aroon over n + 1 candles: 100 (n - candles since the highest high) / n, the same for lows, and the difference of the two.
public struct Aroon: Indicator {
    public static let parts = ["up", "down", "oscillator"]
    public var warmup: Int { period }
    private let period: Int
    private var highs: RollingAge
    private var lows: RollingAge

    /// Traps on a period below 1.
    public init(period: Int = 25) {
        precondition(period >= 1, "a window holds something")
        self.period = period
        highs = RollingAge(of: .maximum, period: period + 1)
        lows = RollingAge(of: .minimum, period: period + 1)
    }

    public mutating func process(_ block: CandleBlock, into outputs: UnsafeBufferPointer<UnsafeMutablePointer<Double>>) {
        let (up, down, oscillator) = (outputs[0], outputs[1], outputs[2])
        let length = Double(period)
        let count = block.count
        highs.process(block.high, count: count, into: up)
        lows.process(block.low, count: count, into: down)
        ColumnMath.map(up, count, into: up) { 100 * ((length - $0) / length) }
        ColumnMath.map(down, count, into: down) { 100 * ((length - $0) / length) }
        ColumnMath.map(up, down, count, into: oscillator) { $0 - $1 }
    }
}
