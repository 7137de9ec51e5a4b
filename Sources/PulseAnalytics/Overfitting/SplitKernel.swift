/// The arithmetic of CSCV: which trial is best on each half of the blocks, and how it ranks on the other half, in O(N) a split.
///
/// Ratios are compared as `m |m| / q`, m the sum of returns and q that of their squares: for one number of returns it grows with the Sharpe ratio, and costs
/// one division. The sums of a half are two table look-ups: one for the lower S/2 blocks, one for the upper ones, each table with one row for each subset.
/// A tile of trials keeps both tables in the cache.
struct SplitKernel {
    private let trials: TrialBlocks
    /// The halves, as sets of blocks: all numbers of S bits of which S/2 are set, ascending. So the complement of number i is number count - 1 - i.
    let masks: [Int]
    private let half: Int
    private let subsets: Int
    /// Returns in the subset of blocks.
    private let lengths: [Double]
    /// Trials in a tile, and its tables: `subsets` rows for the lower blocks, then as many for the upper ones.
    private static let tile = 32

    init(_ trials: TrialBlocks) {
        self.trials = trials
        half = trials.blocks / 2
        subsets = 1 << half
        let half = half
        masks = (0..<1 << trials.blocks).filter { $0.nonzeroBitCount == half }
        lengths = masks.map { Double(trials.length(of: $0)) }
    }

    func complement(_ mask: Int) -> Int { (1 << trials.blocks) - 1 - mask }

    /// The Sharpe ratio per period on a half.
    func sharpe(of trial: Int, _ mask: Int) -> Double {
        let (sum, square, length) = totals(of: trial, mask)
        let limit = Self.limit(length)
        guard Self.criterion(sum, square, limit: limit) != 0 else { return 0 }
        let mean = sum / length
        return mean / ((square - sum * mean) / (length - 1)).squareRoot()
    }

    /// The best trial on each half; the first of equals.
    func champions() -> [Int] {
        var best = [Double](repeating: -.infinity, count: masks.count)
        var result = [Int](repeating: 0, count: masks.count)
        forEachTile { start, width, sums, squares in
            for (index, mask) in masks.enumerated() {
                let limit = Self.limit(lengths[index])
                let (a, b) = (sums + row(lower: mask), sums + row(upper: mask))
                let (c, d) = (squares + row(lower: mask), squares + row(upper: mask))
                if Self.maximum(a, b, c, d, width: width, limit: limit) <= best[index] { continue }
                for lane in 0..<width {
                    let value = Self.criterion(a[lane] + b[lane], c[lane] + d[lane], limit: limit)
                    guard value > best[index] else { continue }
                    best[index] = value
                    result[index] = start + lane
                }
            }
        }
        return result
    }

    /// Twice the rank from below, 1...N, of the champions of each half on the complement of it; equals share their mean rank.
    func doubledRanks(of champions: [Int]) -> [Int] {
        let last = masks.count - 1
        let thresholds = champions.enumerated().map { index, champion in
            let (sum, square, length) = totals(of: champion, masks[last - index])
            return Self.criterion(sum, square, limit: Self.limit(length))
        }
        // 2 (trials below) + (trials equal, itself included) + 1.
        var result = [Int](repeating: 1, count: masks.count)
        forEachTile { _, width, sums, squares in
            for index in masks.indices {
                let mask = masks[last - index]
                let limit = Self.limit(lengths[last - index])
                result[index] += Self.below(
                    sums + row(lower: mask), sums + row(upper: mask), squares + row(lower: mask), squares + row(upper: mask), width: width,
                    limit: limit, threshold: thresholds[index])
            }
        }
        return result
    }

    private func row(lower mask: Int) -> Int { (mask & (subsets - 1)) * Self.tile }
    private func row(upper mask: Int) -> Int { (subsets + mask >> half) * Self.tile }

    /// Sums of one trial on a half, added in the order of the tables, so that a trial ties with itself to the bit.
    private func totals(of trial: Int, _ mask: Int) -> (sum: Double, square: Double, length: Double) {
        func total(_ values: [Double], _ subset: Int, _ first: Int) -> Double {
            var result = 0.0
            for block in (0..<half).reversed() where subset >> block & 1 == 1 { result += values[trial * trials.blocks + first + block] }
            return result
        }
        let (low, high) = (mask & (subsets - 1), mask >> half)
        let sum = total(trials.sums, low, 0) + total(trials.sums, high, half)
        let square = total(trials.squares, low, 0) + total(trials.squares, high, half)
        return (sum, square, Double(trials.length(of: mask)))
    }

    /// Fills the tables tile after tile.
    private func forEachTile(
        _ body: (_ start: Int, _ width: Int, _ sums: UnsafePointer<Double>, _ squares: UnsafePointer<Double>) -> Void
    ) {
        var sums = [Double](repeating: 0, count: 2 * subsets * Self.tile)
        var squares = sums
        for start in stride(from: 0, to: trials.count, by: Self.tile) {
            let width = min(Self.tile, trials.count - start)
            fill(&sums, trials.sums, start: start, width: width)
            fill(&squares, trials.squares, start: start, width: width)
            sums.withUnsafeBufferPointer { sums in
                squares.withUnsafeBufferPointer { squares in
                    if let first = sums.baseAddress, let second = squares.baseAddress { body(start, width, first, second) }
                }
            }
        }
    }

    /// Each subset's row is that of the subset without its lowest block, plus that block.
    private func fill(_ table: inout [Double], _ values: [Double], start: Int, width: Int) {
        for upper in 0...1 {
            let base = upper * subsets
            for subset in 1..<subsets {
                let block = subset.trailingZeroBitCount
                let source = (base + subset & (subset - 1)) * Self.tile
                let target = (base + subset) * Self.tile
                for lane in 0..<width {
                    table[target + lane] = table[source + lane] + values[(start + lane) * trials.blocks + upper * half + block]
                }
            }
        }
    }
}
