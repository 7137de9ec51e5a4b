/// The trials that no other beats: for each of them, no trial is as good in every objective and better in one. Larger is better.
///
/// Of trials with equal values the first told stays. The front is bounded: beyond `capacity` the trial in the thickest crowd is dropped.
public struct ParetoFront: Sendable {
    public struct Member: Hashable, Sendable {
        public let number: Int
        public let values: [Double]
    }

    public let objectives: Int
    public let capacity: Int
    /// In the order of their numbers.
    public private(set) var members: [Member] = []

    public init(objectives: Int, capacity: Int = 512) {
        precondition(objectives >= 1 && capacity >= 1, "there is something to compare, and room for it")
        self.objectives = objectives
        self.capacity = capacity
    }

    /// Whether `a` is at least as good as `b` in everything and better in something.
    public static func dominates(_ a: [Double], _ b: [Double]) -> Bool {
        var isBetter = false
        for (left, right) in zip(a, b) {
            if left < right { return false }
            if left > right { isBetter = true }
        }
        return isBetter
    }

    /// Takes in a trial and drops those it dominates; false if it is dominated, equals a member, or failed (NaN or minus infinity among its
    /// values).
    @discardableResult
    public mutating func insert(_ number: Int, _ values: [Double]) -> Bool {
        precondition(values.count == objectives, "one value for each objective")
        guard !values.isFailure else { return false }
        guard !members.contains(where: { $0.values == values || Self.dominates($0.values, values) }) else { return false }
        members.removeAll { Self.dominates(values, $0.values) }
        let place = members.firstIndex { $0.number > number } ?? members.count
        members.insert(Member(number: number, values: values), at: place)
        if members.count > capacity {
            let distances = Self.crowdingDistances(members.map(\.values))
            // The latest of the most crowded.
            var worst = 0
            for index in distances.indices where distances[index] <= distances[worst] { worst = index }
            return members.remove(at: worst).number != number
        }
        return true
    }
}
