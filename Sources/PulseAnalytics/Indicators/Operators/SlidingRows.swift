/// Rows of recent values, each contiguous in memory, that advance together: the newest block with `past` older values before it.
///
/// The rows move back to the start of their memory only when they reach its end, so a candle costs O(1) however the blocks are cut.
struct SlidingRows: Sendable {
    /// Values behind the newest block that may be read and written, so that loops need not end inside a register. Their content is undefined.
    static let slack = 8

    /// Blocks that the rows have room for at first: whoever is given longer ones has a use for more, and of those who never are there are many.
    private static let smallest = 16

    /// Older values that can be read before a block.
    let past: Int
    private let count: Int
    /// Distance between rows.
    private var stride: Int
    private var storage: [Double]
    private var end: Int

    init(rows: Int, past: Int) {
        self.past = past
        count = rows
        stride = Self.stride(past, longest: Self.smallest)
        storage = [Double](repeating: 0, count: rows * stride)
        end = past
    }

    /// Not a power of two, so that the same position of neighbouring rows is not a multiple of 4 KiB apart.
    private static func stride(_ past: Int, longest: Int) -> Int { past + max(longest, past) + 3 * slack }

    /// Makes room for `count` (at most `Tile.length`) new values in every row and lends the address of row 0's first, and the distance between rows.
    @inline(__always)
    mutating func extend<Result>(by count: Int, _ body: (UnsafeMutablePointer<Double>, _ stride: Int) -> Result) -> Result {
        if end + count + Self.slack > stride { makeRoom(for: count) }
        let position = end
        end += count
        let stride = stride
        return storage.withUnsafeMutableBufferPointer { body($0.baseAddress! + position, stride) }
    }

    /// Moves the past to the start of the rows, and to longer ones where a block does not fit behind it.
    private mutating func makeRoom(for block: Int) {
        let (past, old, end) = (past, stride, end)
        if past + block + Self.slack > old {
            stride = Self.stride(past, longest: Tile.length)
            let rows = storage
            storage = [Double](repeating: 0, count: count * stride)
            for row in 0..<count {
                storage.replaceSubrange(row * stride..<row * stride + past, with: rows[row * old + end - past..<row * old + end])
            }
        } else {
            storage.withUnsafeMutableBufferPointer { buffer in
                guard let base = buffer.baseAddress else { return }
                for row in 0..<count { (base + row * old).update(from: base + (row * old + end - past), count: past) }
            }
        }
        self.end = past
    }
}
