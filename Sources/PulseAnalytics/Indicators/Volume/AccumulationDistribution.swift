import PulseCore

/// Chaikin's accumulation/distribution line: the running sum of the money flow volume. Only its changes mean something.
public struct AccumulationDistribution: Indicator {
    public var warmup: Int { 0 }
    private var total = 0.0

    public init() {}

    public mutating func process(_ block: CandleBlock, into outputs: UnsafeBufferPointer<UnsafeMutablePointer<Double>>) {
        let output = outputs[0]
        MoneyFlow.process(block, into: output)
        var total = total
        for i in 0..<block.count {
            total += output[i]
            output[i] = total
        }
        self.total = total
    }
}
