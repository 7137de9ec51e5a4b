/// What a tree-structured Parzen search knows: its best trials, and the others.
struct ParzenHistory: Sendable {
    /// The best: a tenth of all, 25 at most. Failed trials are never among them.
    private(set) var good: ParzenSet
    /// The latest of the others, `capacity` at most.
    private(set) var rest: ParzenSet
    let capacity: Int
    /// Trials ever taken in.
    private(set) var told = 0

    init(_ coordinates: [SearchSpace.Coordinate], priorWeight: Double, capacity: Int) {
        good = ParzenSet(coordinates, priorWeight: priorWeight)
        rest = good
        self.capacity = capacity
    }

    mutating func insert(_ number: Int, value: Double, point: [Double]) {
        told += 1
        let wanted = min((told + 9) / 10, 25)
        if good.members.count == wanted, let worst = Self.extreme(good, worst: true), value > good.members[worst].value {
            // Better than one of the best: it takes that one's place.
            let out = good.remove(at: worst)
            rest.insert(out.number, value: out.value, point: out.point)
            good.insert(number, value: value, point: point)
        } else {
            rest.insert(number, value: value, point: point)
            while good.members.count < wanted, let best = Self.extreme(rest, worst: false), rest.members[best].value > -.infinity {
                let out = rest.remove(at: best)
                good.insert(out.number, value: out.value, point: out.point)
            }
        }
        while rest.members.count > capacity { _ = rest.remove(at: 0) }
    }

    /// The place of the best member (the first among equals), or of the worst (the last among equals).
    private static func extreme(_ set: ParzenSet, worst: Bool) -> Int? {
        guard var place = set.members.indices.first else { return nil }
        for index in set.members.indices.dropFirst() {
            let (value, held) = (set.members[index].value, set.members[place].value)
            if worst ? value <= held : value > held { place = index }
        }
        return place
    }
}
