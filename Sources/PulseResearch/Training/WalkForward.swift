import PulseAnalytics
import PulseCore

/// Anchored walk-forward folds over labelled decisions, purged and embargoed: `ValidationScheme.Method.anchoredWalkForward` for the rows of a training.
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
        let labels = rows.map {
            TimeRange(from: Timestamp(milliseconds: $0.time), to: Timestamp(milliseconds: $0.labelKnown))
        }
        // Without a single fold the scheme throws; what that means for a model, its training says.
        guard let scheme = try? ValidationScheme(.anchoredWalkForward(folds: folds), embargo: embargo),
            let splits = try? scheme.splits(labels)
        else { return [] }
        return splits.map { Fold(training: $0.trainingPositions, test: $0.test[0], purged: $0.purged) }
    }
}
