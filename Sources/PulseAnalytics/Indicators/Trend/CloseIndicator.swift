import PulseCore

/// A column operator applied to the close.
public struct CloseIndicator<Operator: ColumnOperator>: Indicator {
    public var warmup: Int { operation.warmup }
    public var contents: [ColumnContent?] { [operation.contentOfClose] }
    private var operation: Operator

    public init(_ operation: Operator) {
        self.operation = operation
    }

    public mutating func process(_ block: CandleBlock, into outputs: UnsafeBufferPointer<UnsafeMutablePointer<Double>>) {
        operation.process(block.close, count: block.count, into: outputs[0])
    }
}
