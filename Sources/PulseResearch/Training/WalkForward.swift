import PulseCore

/// Anchored walk-forward folds over labelled decisions, purged and embargoed (Lopez de Prado 2018, chapter 7).
///
/// Time is cut into `folds + 1` spans of equally many rows; fold k trains on everything before span k and is judged on span k. A row is purged from training
/// where its label became known only after the test's start, minus an embargo: what the test span holds must not have leaked into a label.
public struct WalkForward: Hashable, Sendable {
    public var folds: Int
    /// Added to the purge, in milliseconds.
    public var embargo: Int64

    public init(folds: Int = 8, embargo: Int64 = 0) {
        precondition(folds > 0 && embargo >= 0, "there is something to be judged on")
        self.folds = folds
        self.embargo = embargo
    }

    /// One fold, as positions of rows.
    public struct Fold: Hashable, Sendable {
        public let training: [Int]
        public let test: Range<Int>
        /// Rows before the test that were left out.
        public let purged: Int

        public init(training: [Int], test: Range<Int>, purged: Int) {
            self.training = training
            self.test = test
            self.purged = purged
        }
    }

    /// The folds; those whose training or test would be empty are left out. Rows ascend by time.
    public func split(_ rows: [TrainingSet.Row]) -> [Fold] {
        var result: [Fold] = []
        var bounds = (0...folds + 1).map { $0 * rows.count / (folds + 1) }
        // Decisions of one instant (several instruments) stay in one span.
        for index in bounds.indices where bounds[index] > 0 && bounds[index] < rows.count {
            while bounds[index] < rows.count, rows[bounds[index]].time == rows[bounds[index] - 1].time { bounds[index] += 1 }
        }
        for fold in 1...folds where bounds[fold] < bounds[fold + 1] {
            let test = bounds[fold]..<bounds[fold + 1]
            let start = rows[test.lowerBound].time
            let training = (0..<test.lowerBound).filter { rows[$0].labelKnown <= start - embargo }
            guard !training.isEmpty else { continue }
            result.append(Fold(training: training, test: test, purged: test.lowerBound - training.count))
        }
        return result
    }
}
