import PulseCore

/// Sums of the trials' returns and of their squares, by blocks of time: all that cross-validating Sharpe ratios needs, so that the returns of ten thousand
/// trials need not be kept.
public struct TrialBlocks: Sendable {
    /// T.
    public let periods: Int
    /// S.
    public let blocks: Int
    /// N.
    public private(set) var count = 0
    /// First period of each block, and the end: blocks differ by one period at most.
    let bounds: [Int]
    /// Trial after trial, `blocks` each.
    private(set) var sums: [Double] = []
    private(set) var squares: [Double] = []

    /// Throws `configuration` unless `blocks` is even and in 2...16, and `badData` unless each block has two periods or more.
    public init(periods: Int, blocks: Int = 16) throws(PulseError) {
        guard (2...16).contains(blocks), blocks % 2 == 0 else {
            throw PulseError(.configuration, "cross-validation of trials takes 2, 4 ... 16 blocks, not \(blocks)")
        }
        guard periods >= 2 * blocks else {
            throw PulseError(
                .badData, "\(periods) returns are too few for \(blocks) blocks", hint: "take a longer range, or returns of shorter periods")
        }
        self.periods = periods
        self.blocks = blocks
        bounds = (0...blocks).map { $0 * periods / blocks }
    }

    /// All trials of a matrix.
    public init(_ matrix: TrialMatrix, blocks: Int = 16) throws(PulseError) {
        try self.init(periods: matrix.periods, blocks: blocks)
        for trial in 0..<matrix.count { append(matrix[trial]) }
    }

    /// Returns in a set of blocks, given as bits.
    func length(of mask: Int) -> Int {
        var result = 0
        for block in 0..<blocks where mask >> block & 1 == 1 { result += bounds[block + 1] - bounds[block] }
        return result
    }

    /// Adds a trial of `periods` returns.
    public mutating func append(_ trial: ArraySlice<Double>) {
        precondition(trial.count == periods, "trials have one length")
        for block in 0..<blocks {
            var sum = 0.0
            var square = 0.0
            for value in trial[trial.startIndex + bounds[block]..<trial.startIndex + bounds[block + 1]] {
                sum += value
                square += value * value
            }
            sums.append(sum)
            squares.append(square)
        }
        count += 1
    }
}
