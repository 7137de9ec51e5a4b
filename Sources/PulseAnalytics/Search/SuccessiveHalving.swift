import PulseCore

/// Spends little on many points and much on the best: a scheduler over rungs of growing effort (folds, history lengths), asynchronous
/// successive halving (Li et al. 2020, "A System for Massively Parallel Hyperparameter Tuning") made independent of timing by the order in
/// which trials are learnt.
///
/// New points come from `base` and start on rung 0. Whenever `reduction` trials of a rung are learnt, one more may move up: the best that
/// has not (`ParetoFront.best` where there are several objectives), with the same coordinates, a new number and `SearchPoint.origin` naming
/// its first trial. Rungs are served from the highest down. `base` learns the values of rung 0 alone, for those of different rungs do not
/// compare. Each rung keeps its `capacity` best trials that have not moved up.
public struct SuccessiveHalving<Base: Searcher>: Searcher {
    public let rungs: Int
    public let reduction: Int
    public let capacity: Int
    public var window: TrialWindow
    public private(set) var base: Base
    /// Every rung but the last.
    private var ladder: [Rung]
    /// Of trials that `base` asked and was not told: our numbers.
    private var underway: [Int] = []

    private struct Rung: Sendable {
        var learnt = 0
        var promoted = 0
        /// In the order in which they were learnt.
        var candidates: [(values: [Double], point: SearchPoint)] = []

        /// Places of all candidates, the best first.
        var ranking: [Int] { ParetoFront.best(candidates.count, of: candidates.map(\.values)) }
    }

    /// `batch` counts trials of all rungs; a base with a smaller one of its own holds back new points.
    public init(_ base: Base, rungs: Int, reduction: Int = 3, batch: Int = 1, capacity: Int = 1024) {
        precondition(rungs >= 1 && reduction >= 2 && capacity >= 1, "there are rungs, and not all move up")
        precondition(base.window.asked == 0, "the base is fresh")
        self.base = base
        self.rungs = rungs
        self.reduction = reduction
        self.capacity = capacity
        window = TrialWindow(batch: batch)
        ladder = [Rung](repeating: Rung(), count: rungs - 1)
    }

    public var space: SearchSpace { base.space }

    public var awaited: Int {
        let window = max(0, window.asked - window.batch + 1)
        guard promotable == nil else { return window }
        // Without new points, only the trials under way can open others.
        if base.isExhausted { return self.window.asked }
        let told = base.window.asked - underway.count
        return base.awaited > told ? max(window, underway[base.awaited - told - 1] + 1) : window
    }

    /// The highest rung from which a trial may move up.
    private var promotable: Int? {
        ladder.lastIndex { $0.promoted < $0.learnt / reduction && !$0.candidates.isEmpty }
    }

    public mutating func propose(_ number: Int) -> SearchPoint? {
        if let rung = promotable, let best = ladder[rung].ranking.first {
            let point = ladder[rung].candidates.remove(at: best).point
            ladder[rung].promoted += 1
            return SearchPoint(number: number, coordinates: point.coordinates, rung: rung + 1, origin: point.origin)
        }
        guard let point = base.ask() else { return nil }
        underway.append(number)
        return SearchPoint(number: number, coordinates: point.coordinates)
    }

    public mutating func learn(_ point: SearchPoint, _ values: [Double]) {
        if point.rung == 0 {
            base.tell(base.window.asked - underway.count, values)
            underway.removeFirst()
        }
        guard point.rung < ladder.count else { return }
        ladder[point.rung].learnt += 1
        // A failed trial does not move up.
        guard !values.isFailure else { return }
        ladder[point.rung].candidates.append((values, point))
        if ladder[point.rung].candidates.count > capacity, let worst = ladder[point.rung].ranking.last {
            ladder[point.rung].candidates.remove(at: worst)
        }
    }
}
