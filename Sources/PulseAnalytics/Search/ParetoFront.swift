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

    /// Takes in a trial and drops those it dominates; false if it is dominated, equals a member, or failed (a NaN among its values).
    @discardableResult
    public mutating func insert(_ number: Int, _ values: [Double]) -> Bool {
        precondition(values.count == objectives, "one value for each objective")
        guard !values.contains(where: \.isNaN) else { return false }
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

    /// How lonely each vector is (Deb et al. 2002, NSGA-II): the sum over objectives of the distance between its neighbours over the whole range; infinite at
    /// either end of an objective.
    public static func crowdingDistances(_ values: [[Double]]) -> [Double] {
        var distances = [Double](repeating: 0, count: values.count)
        for objective in values.first?.indices ?? 0..<0 {
            let order = values.indices.sorted {
                let (a, b) = (values[$0][objective], values[$1][objective])
                return a < b || (a == b && $0 < $1)
            }
            guard let first = order.first, let last = order.last else { continue }
            let range = values[last][objective] - values[first][objective]
            distances[first] = .infinity
            distances[last] = .infinity
            guard range > 0, range.isFinite else { continue }
            for place in order.indices.dropFirst().dropLast() {
                distances[order[place]] += (values[order[place + 1]][objective] - values[order[place - 1]][objective]) / range
            }
        }
        return distances
    }

    /// The front each vector is in: 0 for those no other dominates, 1 for those only front 0 dominates, and so on; failed ones (a NaN) come last of all.
    public static func ranks(_ values: [[Double]]) -> [Int] {
        var ranks = [Int](repeating: -1, count: values.count)
        var left = values.indices.filter { !values[$0].contains(where: \.isNaN) }
        var rank = 0
        while !left.isEmpty {
            let front = left.filter { index in !left.contains { dominates(values[$0], values[index]) } }
            for index in front { ranks[index] = rank }
            left = left.filter { ranks[$0] < 0 }
            rank += 1
        }
        return ranks.map { $0 < 0 ? rank : $0 }
    }
}
