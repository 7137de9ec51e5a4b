/// What a tree-structured Parzen search knows: its best trials, and the others.
struct ParzenHistory: Sendable {
    /// The best: a tenth of all, 25 at most, by value or, with several objectives, by `ParetoFront.best`. Failed trials are never among
    /// them.
    private(set) var good: ParzenSet
    /// The latest of the others, `capacity` at most.
    private(set) var rest: ParzenSet
    let capacity: Int
    /// Trials ever taken in.
    private(set) var told = 0
    /// As many as the trials have values.
    private var objectives = 1

    init(_ coordinates: [SearchSpace.Coordinate], priorWeight: Double, capacity: Int) {
        good = ParzenSet(coordinates, priorWeight: priorWeight)
        rest = good
        self.capacity = capacity
    }

    mutating func insert(_ trial: ParzenSet.Trial) {
        told += 1
        let wanted = min((told + 9) / 10, 25)
        if trial.values.count > 1 { objectives = trial.values.count }
        if objectives == 1 { insert(trial, wanted: wanted) } else { rank(trial, wanted: wanted) }
        while rest.members.count > capacity { _ = rest.remove(at: 0) }
    }

    private mutating func insert(_ trial: ParzenSet.Trial, wanted: Int) {
        if good.members.count == wanted, let worst = Self.extreme(good, worst: true), trial.values.objective > good.members[worst].value {
            // Better than one of the best: it takes that one's place.
            rest.insert(good.remove(at: worst))
            good.insert(trial)
        } else {
            rest.insert(trial)
            while good.members.count < wanted, let best = Self.extreme(rest, worst: false), rest.members[best].value > -.infinity {
                good.insert(rest.remove(at: best))
            }
        }
    }

    /// With several objectives every trial can change what another is worth: all that are kept are ranked anew.
    private mutating func rank(_ trial: ParzenSet.Trial, wanted: Int) {
        rest.insert(trial)
        let members = (good.members + rest.members).sorted { $0.number < $1.number }
        let best = ParetoFront.best(wanted, of: members.map { $0.value > -.infinity ? $0.values : [] }).map { members[$0].number }.sorted()
        for place in good.members.indices.reversed() where !best.contains(good.members[place].number) {
            rest.insert(good.remove(at: place))
        }
        var held = good.members.map(\.number)[...]
        for number in best {
            if held.first == number {
                held = held.dropFirst()
            } else if let place = rest.members.firstIndex(where: { $0.number == number }) {
                good.insert(rest.remove(at: place))
            }
        }
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
