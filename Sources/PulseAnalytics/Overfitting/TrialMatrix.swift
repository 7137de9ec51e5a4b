import PulseCore

/// The returns of all trials of a search over the same periods: what luck is measured from.
///
/// Every trial counts, the hopeless ones too: a matrix of the best few would hide how many were tried.
public struct TrialMatrix: Sendable {
    /// T: returns of each trial.
    public let periods: Int
    /// N.
    public private(set) var count = 0
    /// Trial after trial.
    private var returns: [Double] = []

    /// Bound of trials times periods: 1 GB.
    public static let maximumCells = 1 << 27

    /// Traps for fewer than two periods.
    public init(periods: Int) {
        precondition(periods >= 2, "a trial needs returns")
        self.periods = periods
    }

    /// Adds a trial. Throws `badData` where the number of returns is not `periods`, one is not finite or the matrix is full.
    public mutating func append(_ trial: [Double]) throws(PulseError) {
        guard trial.count == periods else {
            throw PulseError(.badData, "trial \(count) has \(trial.count) returns, the others \(periods)")
        }
        guard trial.allSatisfy(\.isFinite) else { throw PulseError(.badData, "a return of trial \(count) is not a finite number") }
        guard (count + 1) * periods <= Self.maximumCells else {
            throw PulseError(.badData, "more than \(count) trials of \(periods) returns do not fit", hint: "use returns of longer periods")
        }
        returns.append(contentsOf: trial)
        count += 1
    }

    /// The returns of a trial.
    public subscript(trial: Int) -> ArraySlice<Double> { returns[trial * periods..<(trial + 1) * periods] }

    /// mean(r) / s(r) per period; nil for a trial whose returns do not vary.
    public func sharpe(_ trial: Int) -> Double? {
        let moments = SampleMoments(Array(self[trial]))
        return moments.divisibleDeviation.map { moments.mean / $0 }
    }

    /// What the deflated Sharpe ratio needs: the number of all trials, and the variance of the ratios of those that have one; nil where fewer than two do.
    ///
    /// Trials that never traded have no ratio. They count all the same, but do not narrow the variance.
    public var population: TrialPopulation? {
        TrialPopulation(count: count, sharpes: (0..<count).compactMap(sharpe))
    }
}
