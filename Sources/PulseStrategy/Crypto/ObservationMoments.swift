/// Mean and standard deviation (population) of the last n observations, one at a time.
///
/// The observations are taken in blocks of n, counted from the first. The window is the newest block so far, joined with what is left of
/// the block before, whose suffixes are summed up once it is complete. So nothing is subtracted that was added before, nothing drifts, and
/// an observation costs O(1) in the mean. Squared deviations are joined by the rule of Chan, Golub and LeVeque: every term is positive,
/// and the deviation of equal values is exactly 0.
package struct ObservationMoments: Sendable {
    /// Mean of some observations, and their sum of squared deviations from it.
    private struct Part: Sendable {
        var mean = 0.0
        var squares = 0.0
    }

    package let capacity: Int
    /// One over the capacity.
    private let share: Double
    /// The newest block; beyond `place`, values of the block before.
    private var values: [Double]
    /// Of the block before: what its values from each place on amount to.
    private var suffixes: [Part]
    private var newest = Part()
    /// Values in the newest block.
    private var place = 0
    private var hasBlockBefore = false

    /// Traps on a capacity below 1.
    package init(capacity: Int) {
        precondition(capacity >= 1, "a mean is one of something")
        self.capacity = capacity
        share = 1 / Double(capacity)
        values = [Double](repeating: 0, count: capacity)
        suffixes = [Part](repeating: Part(), count: capacity)
    }

    /// Observations in the window.
    package var count: Int { hasBlockBefore ? capacity : place }

    /// Takes the next observation; it must be finite.
    package mutating func add(_ value: Double) {
        if place == capacity { closeBlock() }
        values[place] = value
        place += 1
        let share = 1 / Double(place)
        let difference = value - newest.mean
        newest.mean += difference * share
        newest.squares += difference * difference * (Double(place - 1) * share)
    }

    private mutating func closeBlock() {
        var part = Part()
        for index in stride(from: capacity - 1, through: 0, by: -1) {
            let count = Double(capacity - index)
            let share = 1 / count
            let difference = values[index] - part.mean
            part.mean += difference * share
            part.squares += difference * difference * ((count - 1) * share)
            suffixes[index] = part
        }
        hasBlockBefore = true
        newest = Part()
        place = 0
    }

    /// How many standard deviations a value lies above the mean of the window; 0 where all observations are equal, or there are none.
    package func deviations(of value: Double) -> Double {
        var part = newest
        let scale = hasBlockBefore ? share : 1 / Double(max(1, place))
        if hasBlockBefore, place < capacity {
            let older = suffixes[place]
            let (a, b) = (Double(place), Double(capacity - place))
            let difference = older.mean - part.mean
            part.mean += difference * (b * scale)
            part.squares += older.squares + difference * difference * (a * b * scale)
        }
        guard part.squares > 0 else { return 0 }
        return (value - part.mean) / (part.squares * scale).squareRoot()
    }
}
