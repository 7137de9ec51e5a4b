import PulseCore

/// How a history is divided into what a strategy is tuned on and what it is judged on.
///
/// The history is a list of observations, each with the span of its label: from the decision to the moment when its outcome was known. Whatever the method, a
/// training label never overlaps a test span, nor comes nearer to it than the embargo, on either side (purging and embargo of Lopez de Prado 2018, "Advances
/// in Financial Machine Learning", chapter 7; the book's embargo follows the test only, ours also precedes it).
public struct ValidationScheme: Hashable, Sendable {
    public enum Method: Hashable, Sendable {
        /// `folds + 1` groups of equally many observations; fold k trains on everything before group k and is judged on group k.
        case anchoredWalkForward(folds: Int)
        /// The same, trained on the last `training` milliseconds before the test and its embargo.
        case rollingWalkForward(folds: Int, training: Int64)
        /// As many groups as folds; each is judged by what was learned from all others, earlier and later.
        case kFold(folds: Int)
        /// Combinatorial purged cross-validation (chapter 12): every choice of `testGroups` of `groups` is judged by what was learned from the rest.
        case combinatorial(groups: Int, testGroups: Int)
    }

    public let method: Method
    /// Milliseconds kept free between a training label and a test span.
    public let embargo: Int64

    /// Bound of the number of splits: what 16 groups of which 8 are tested give, 12,870, is within it.
    public static let maximumSplits = 13_000

    /// Throws `configuration` where there would be nothing to train on, nothing to be judged on, or more than `maximumSplits`.
    public init(_ method: Method, embargo: Int64 = 0) throws(PulseError) {
        let longest = Timestamp.plausible.milliseconds
        guard (0...longest).contains(embargo) else { throw PulseError(.configuration, "an embargo of \(embargo) ms is none") }
        switch method {
        case .anchoredWalkForward(let folds), .rollingWalkForward(let folds, _):
            guard (1...Self.maximumSplits).contains(folds) else {
                throw PulseError(.configuration, "a walk-forward has 1 to \(Self.maximumSplits) folds, not \(folds)")
            }
            if case .rollingWalkForward(_, let training) = method, !(1...longest).contains(training) {
                throw PulseError(.configuration, "a rolling walk-forward trains on a span of time, not on \(training) ms")
            }
        case .kFold(let folds):
            guard (2...Self.maximumSplits).contains(folds) else {
                throw PulseError(.configuration, "cross-validation has 2 to \(Self.maximumSplits) folds, not \(folds)")
            }
        case .combinatorial(let groups, let testGroups):
            guard groups >= 2, testGroups >= 1, testGroups < groups else {
                throw PulseError(.configuration, "of \(groups) groups \(testGroups) cannot be tested and the rest trained on")
            }
            guard let count = Combinations.count(groups, choose: testGroups), count <= Self.maximumSplits else {
                throw PulseError(
                    .configuration, "\(testGroups) of \(groups) groups give more than \(Self.maximumSplits) splits",
                    hint: "take fewer groups")
            }
        }
        self.method = method
        self.embargo = embargo
    }

    /// Number of splits (of a walk-forward at most: folds without training are left out).
    public var splitCount: Int {
        switch method {
        case .anchoredWalkForward(let folds), .rollingWalkForward(let folds, _), .kFold(let folds): folds
        case .combinatorial(let groups, let testGroups): Combinations.count(groups, choose: testGroups) ?? 0
        }
    }

    /// How often each tested observation is tested, which is the number of backtest paths: `phi = C(N, k) k / N`, 1 for the other methods.
    public var pathCount: Int {
        guard case .combinatorial(let groups, let testGroups) = method else { return 1 }
        return splitCount * testGroups / groups
    }

    /// Groups that the observations are cut into.
    var groupCount: Int {
        switch method {
        case .anchoredWalkForward(let folds), .rollingWalkForward(let folds, _): folds + 1
        case .kFold(let folds): folds
        case .combinatorial(let groups, _): groups
        }
    }
}

extension ValidationScheme: CustomStringConvertible {
    /// In words, for reports: what was done, how often, and how far apart training and test were kept.
    public var description: String {
        let words =
            switch method {
            case .anchoredWalkForward(let folds): "anchored walk-forward, \(folds) folds"
            case .rollingWalkForward(let folds, let training): "rolling walk-forward, \(folds) folds trained on \(Self.span(training))"
            case .kFold(let folds): "purged cross-validation, \(folds) folds"
            case .combinatorial(let groups, let testGroups):
                "combinatorial purged cross-validation, \(testGroups) of \(groups) groups tested, \(splitCount) splits, \(pathCount) paths"
            }
        return words + (embargo == 0 ? ", no embargo" : ", embargo \(Self.span(embargo))")
    }

    /// In the largest unit that divides it.
    private static func span(_ milliseconds: Int64) -> String {
        let units: [(length: Int64, name: String)] = [(Timestamp.day, "d"), (3_600_000, "h"), (60_000, "min"), (1_000, "s")]
        for unit in units where milliseconds % unit.length == 0 { return "\(milliseconds / unit.length) \(unit.name)" }
        return "\(milliseconds) ms"
    }
}
