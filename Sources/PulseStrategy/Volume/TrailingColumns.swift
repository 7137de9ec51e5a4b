/// Columns that keep their last values from one block to the next, so that a kernel can look back across the cut.
struct TrailingColumns: Sendable {
    /// Values before the block that can be read.
    let past: Int
    private let stride: Int
    private let count: Int
    private var storage: [Double]

    init(columns: Int, past: Int) {
        self.past = past
        count = columns
        // Not a multiple of 4 KiB apart.
        stride = past + HeadFrame.maximumCount + 8
        storage = [Double](repeating: 0, count: columns * stride)
    }

    /// No columns: what is left behind while the real ones are taken out.
    static let none = TrailingColumns(columns: 0, past: 0)

    /// Lends the columns' addresses for the `length` new values; what was written there is kept as the past of the next block.
    @inline(__always)
    mutating func withBlock(_ length: Int, _ body: (Rows) -> Void) {
        precondition(length <= HeadFrame.maximumCount, "a head is given at most so many candles at a time")
        storage.withUnsafeMutableBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            body(Rows(first: base + past, stride: stride))
            for column in 0..<count {
                let start = base + column * stride
                start.update(from: start + length, count: past)
            }
        }
    }

    /// Addresses of the newest values.
    struct Rows {
        let first: UnsafeMutablePointer<Double>
        let stride: Int

        @inline(__always)
        subscript(column: Int) -> UnsafeMutablePointer<Double> { first + column * stride }
    }
}
