/// Rows of recent values, each contiguous in memory, that advance together: the newest block with `past` older values before it.
///
/// The rows move back to the start of their memory only when they reach its end, so a candle costs O(1) however the blocks are cut.
struct SlidingRows: Sendable {
    /// Values behind the newest block that may be read and written, so that loops need not end inside a register. Their content is undefined.
    static let slack = 8

    /// Older values that can be read before a block.
    let past: Int
    /// Distance between rows.
    let stride: Int
    private var storage: [Double]
    private var end: Int

    init(rows: Int, past: Int) {
        self.past = past
        // Not a power of two, so that the same position of neighbouring rows is not a multiple of 4 KiB apart.
        stride = past + max(Tile.length, past) + 3 * Self.slack
        storage = [Double](repeating: 0, count: rows * stride)
        end = past
    }

    /// Makes room for `count` (at most `Tile.length`) new values in every row and lends the address of row 0's first; row k is `k * stride` further on.
    @inline(__always)
    mutating func extend<Result>(by count: Int, _ body: (UnsafeMutablePointer<Double>) -> Result) -> Result {
        if end + count + Self.slack > stride { rewind() }
        let position = end
        end += count
        return storage.withUnsafeMutableBufferPointer { body($0.baseAddress! + position) }
    }

    private mutating func rewind() {
        let (past, stride, end) = (past, stride, end)
        storage.withUnsafeMutableBufferPointer { buffer in
            var row = 0
            while row < buffer.count {
                let base = buffer.baseAddress! + row
                base.update(from: base + (end - past), count: past)
                row += stride
            }
        }
        self.end = past
    }
}
