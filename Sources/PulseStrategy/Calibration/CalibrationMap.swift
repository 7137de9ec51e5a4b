import PulseAnalytics
import PulseCore

/// From raw consensus probabilities to calibrated ones: a function on the grid of 1/1024 that never falls.
///
/// The same on every machine (P6): a table of steps, found by comparing whole numbers. Neither 0 nor 1 is ever a value, because no number
/// of outcomes makes one certain.
public struct CalibrationMap: Hashable, Sendable {
    /// How it is fitted.
    public enum Method: String, Hashable, Sendable, Codable, CaseIterable {
        /// The nearest function that never falls (Zadrozny and Elkan 2002).
        case isotonic
        /// A logistic curve (Platt 1999).
        case platt
    }

    /// From this raw probability on, this value.
    public struct Step: Hashable, Sendable {
        public let start: Score
        public let value: Score

        public init(start: Score, value: Score) {
            self.start = start
            self.value = value
        }
    }

    public let method: Method
    /// Slope and offset of the logistic curve over raw probabilities; nil where the method is another.
    public let curve: PlattScaling?
    /// Ascending by start, values rising; the first also holds for everything below it.
    public let steps: [Step]

    /// The least and the greatest value.
    public static let least = Score(raw: 1)
    public static let greatest = Score(raw: 1_023)

    /// A table of steps; nil where it is empty, its starts do not ascend, or its values fall or are certain.
    public init?(steps: [Step]) {
        guard !steps.isEmpty, steps.allSatisfy({ (Self.least...Self.greatest).contains($0.value) }) else { return nil }
        for (a, b) in zip(steps, steps.dropFirst()) where a.start >= b.start || a.value > b.value { return nil }
        method = .isotonic
        curve = nil
        self.steps = Self.merged(steps)
    }

    /// A logistic curve, put on the grid; nil where it falls or is no curve.
    public init?(curve: PlattScaling) {
        guard curve.slope >= 0, curve.slope.isFinite, curve.offset.isFinite else { return nil }
        method = .platt
        self.curve = curve
        var steps: [Step] = []
        for raw in 0...1_024 {
            let place = Score(raw: raw)
            let value = Self.bounded(curve.probability(place.value))
            // The exponential is exact to its last bits only, which must not make a step down.
            steps.append(Step(start: place, value: max(value, steps.last?.value ?? value)))
        }
        self.steps = Self.merged(steps)
    }

    /// The calibrated probability of a raw one.
    public subscript(raw: Score) -> Score {
        var low = 0
        var high = steps.count
        while low < high {
            let middle = (low + high) / 2
            if steps[middle].start <= raw { low = middle + 1 } else { high = middle }
        }
        return steps[max(0, low - 1)].value
    }

    static func bounded(_ value: Double) -> Score { max(least, min(greatest, Score(value))) }

    /// Without steps that change nothing.
    private static func merged(_ steps: [Step]) -> [Step] {
        var result: [Step] = []
        for step in steps where result.last?.value != step.value { result.append(step) }
        return result
    }
}
