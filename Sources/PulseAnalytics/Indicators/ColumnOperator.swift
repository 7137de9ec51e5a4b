/// A streaming transformation of one column: the building block of indicators.
///
/// Any cutting of the same input into calls gives the same bits (P1); a call costs O(1) a value. A leading run of NaN in the input (an
/// upstream warm-up) is passed over and answered with NaN.
public protocol ColumnOperator: Sendable {
    /// Values of input before the first value of output.
    var warmup: Int { get }

    /// What it makes of the close, where an indicator of another name has it too.
    var contentOfClose: ColumnContent? { get }

    /// Takes the next `count` values and writes as many. `output` may be `input`'s own memory.
    mutating func process(_ input: UnsafePointer<Double>, count: Int, into output: UnsafeMutablePointer<Double>)
}

extension ColumnOperator {
    public var contentOfClose: ColumnContent? { nil }
}
