import PulseCore

/// Chaikin's accumulation/distribution line: the running sum of the money flow volume. Only its changes mean something.
public struct AccumulationDistribution: Indicator {
    public var warmup: Int { 0 }
    private var total = RunningTotal()

    public init() {}

    public mutating func process(_ block: CandleBlock, into outputs: UnsafeBufferPointer<UnsafeMutablePointer<Double>>) {
        block.forEachTile { tile, offset in
            MoneyFlow.process(tile, into: outputs[0] + offset)
            total.process(outputs[0] + offset, count: tile.count, into: outputs[0] + offset)
        }
    }
}
