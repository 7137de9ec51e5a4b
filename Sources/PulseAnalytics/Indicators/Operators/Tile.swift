/// The length of the pieces in which columns are worked on: 2 KiB each, so that dozens of them stay in the first-level cache, and few enough pieces that
/// what is done once for each of them does not count.
enum Tile {
    static let length = 256

    /// Runs through `0..<count` in pieces of at most `length`.
    @inline(__always)
    static func forEach(_ count: Int, _ body: (_ offset: Int, _ count: Int) -> Void) {
        var offset = 0
        while offset < count {
            let piece = min(length, count - offset)
            body(offset, piece)
            offset += piece
        }
    }

    /// Lends `count` columns of `length` values for intermediate results, one behind the other. Their content is undefined.
    @inline(__always)
    static func withColumns<Result>(_ count: Int, _ body: (ScratchColumns) -> Result) -> Result {
        withUnsafeTemporaryAllocation(of: Double.self, capacity: count * length) { body(ScratchColumns(base: $0.baseAddress!)) }
    }
}

/// Columns of `Tile.length` values for intermediate results.
struct ScratchColumns {
    let base: UnsafeMutablePointer<Double>

    @inline(__always)
    subscript(index: Int) -> UnsafeMutablePointer<Double> { base + index * Tile.length }

    /// Where to write whole registers: to the output itself, or where they would reach beyond it, to a column in its stead, which `deliver` copies.
    @inline(__always)
    func standIn(_ index: Int, for output: UnsafeMutablePointer<Double>, _ count: Int) -> UnsafeMutablePointer<Double> {
        count & 3 == 0 ? output : self[index]
    }

    @inline(__always)
    func deliver(_ index: Int, to output: UnsafeMutablePointer<Double>, _ count: Int) {
        if count & 3 != 0 { output.update(from: self[index], count: count) }
    }
}
