import PulseCore

/// The sum of the taker delta over the last n candles: a cumulative delta whose level does not depend on where the series starts.
public struct CumulativeVolumeDelta: Indicator {
    public var warmup: Int { sum.warmup }
    private var delta = TakerDelta()
    private var sum: RollingSum

    /// Traps on a period below 1.
    public init(period: Int = 100) {
        sum = RollingSum(period: period)
    }

    public mutating func process(_ block: CandleBlock, into outputs: UnsafeBufferPointer<UnsafeMutablePointer<Double>>) {
        delta.process(block, into: outputs)
        sum.process(outputs[0], count: block.count, into: outputs[0])
    }
}

/// The sum of the taker delta since 00:00 UTC, by the candles' open times.
public struct SessionVolumeDelta: Indicator {
    public var warmup: Int { 0 }
    private var session = UTCSession()
    private var delta = TakerDelta()
    private var total = RunningTotal()

    public init() {}

    public mutating func process(_ block: CandleBlock, into outputs: UnsafeBufferPointer<UnsafeMutablePointer<Double>>) {
        let output = outputs[0]
        delta.process(block, into: outputs)
        session.forEachStretch(block) { stretch, isNew in
            if isNew { total.restart() }
            total.process(output + stretch.lowerBound, count: stretch.count, into: output + stretch.lowerBound)
        }
    }
}
