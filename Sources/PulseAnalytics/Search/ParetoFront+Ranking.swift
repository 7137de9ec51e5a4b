extension ParetoFront {
    /// How lonely each vector is (Deb et al. 2002, NSGA-II): the sum over objectives of the distance between its neighbours over the whole
    /// range; infinite at either end of an objective.
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

    /// The front each vector is in: 0 for those no other dominates, 1 for those only front 0 dominates, and so on; failed ones (none, NaN
    /// or minus infinity among them) come last of all.
    public static func ranks(_ values: [[Double]]) -> [Int] {
        var ranks = [Int](repeating: -1, count: values.count)
        var left = Candidates(values)
        var rank = 0
        while let front = left.removeFront() {
            for index in front { ranks[index] = rank }
            rank += 1
        }
        return ranks.map { $0 < 0 ? rank : $0 }
    }

    /// The indices of the best `count` vectors, best first: by their fronts, within a front the loneliest first (the selection of NSGA-II,
    /// Deb et al. 2002), the earlier first among equals. With one objective that is its order. Failed ones are not among them.
    public static func best(_ count: Int, of values: [[Double]]) -> [Int] {
        var best: [Int] = []
        var left = Candidates(values)
        if left.objectives == 1 { return Array(left.order.prefix(max(count, 0))) }
        while best.count < count, let front = left.removeFront() {
            let distances = crowdingDistances(front.map { values[$0] })
            let order = front.indices.sorted { distances[$0] > distances[$1] || (distances[$0] == distances[$1] && front[$0] < front[$1]) }
            best += order.prefix(count - best.count).map { front[$0] }
        }
        return best
    }

    /// Vectors of which front after front is taken. In descending lexicographic order a vector is dominated only by earlier ones, and, if
    /// by any, then by a member of the front (Zhang et al. 2015, "An Efficient Approach to Nondominated Sorting").
    private struct Candidates {
        let objectives: Int
        /// Indices of the vectors that are left.
        private(set) var order: [Int]
        /// The vectors one after another.
        private let flat: [Double]

        init(_ values: [[Double]]) {
            let indices = values.indices.filter { !values[$0].isFailure }
            let objectives = indices.first.map { values[$0].count } ?? 1
            precondition(indices.allSatisfy { values[$0].count == objectives }, "vectors to compare are equally long")
            self.objectives = objectives
            flat = values.flatMap { $0.count == objectives ? $0 : [Double](repeating: -.infinity, count: objectives) }
            order = indices
            let vectors = flat
            order.sort { a, b in
                for objective in 0..<objectives {
                    let (left, right) = (vectors[a * objectives + objective], vectors[b * objectives + objective])
                    if left != right { return left > right }
                }
                return a < b
            }
        }

        /// The vectors no other of them dominates, in the order of their indices; nil if none is left.
        mutating func removeFront() -> [Int]? {
            guard !order.isEmpty else { return nil }
            var front: [Int] = []
            var left: [Int] = []
            flat.withUnsafeBufferPointer { flat in
                for index in order {
                    // The latest member is the nearest, and the likeliest to dominate.
                    let isDominated = front.reversed().contains { member in
                        var isBetter = false
                        for objective in 0..<objectives {
                            let (theirs, ours) = (flat[member * objectives + objective], flat[index * objectives + objective])
                            if theirs < ours { return false }
                            if theirs > ours { isBetter = true }
                        }
                        return isBetter
                    }
                    if isDominated { left.append(index) } else { front.append(index) }
                }
            }
            order = left
            return front.sorted()
        }
    }
}
