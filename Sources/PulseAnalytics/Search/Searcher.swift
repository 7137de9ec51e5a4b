import PulseCore

/// A search algorithm as a value: ask it for a point, tell it what the point was worth.
///
/// Larger values are better; no value at all, NaN or minus infinity among them, is a failed trial. Several values a trial are several
/// objectives: the Parzen estimator and successive halving rank them by fronts (`ParetoFront.best`), the evolution strategy looks at the
/// first alone. Tells may come in any order. `ask` answers nil while trials have to be told first (no more than `window.batch` are under
/// way, or the generation's of an evolution strategy) and when the search is over (`isExhausted`).
///
/// Who implements it gives `propose` and `learn`; `ask`, `tell` and `replay` come from here and see to the order, so that the same seed,
/// settings and values give the same points to the bit on any machine, on any number of threads and after any interruption.
public protocol Searcher: Sendable {
    var space: SearchSpace { get }
    var window: TrialWindow { get set }
    /// How many trials must have been learnt before the next ask, which then has learnt exactly those.
    var awaited: Int { get }
    /// Consecutive refusals by the constraint after which the search is over.
    var attempts: Int { get }
    /// A point from all that was learnt, nil where there is none left. Called again if the constraint refuses the point.
    mutating func propose(_ number: Int) -> SearchPoint?
    /// Told that the point it proposed last was not refused.
    mutating func accept(_ point: SearchPoint)
    /// Takes in a trial; called in the order of their numbers.
    mutating func learn(_ point: SearchPoint, _ values: [Double])
}

extension Searcher {
    public var awaited: Int { max(0, window.asked - window.batch + 1) }
    public var attempts: Int { SearchSpace.attempts }
    public mutating func accept(_ point: SearchPoint) {}
    /// Whether the search is over: every point was asked, or the constraint refused too many in a row.
    public var isExhausted: Bool { window.isExhausted }

    /// The next trial; nil while tells are awaited or when the search is over.
    public mutating func ask() -> SearchPoint? {
        guard !window.isExhausted else { return nil }
        repeat {
            while window.learnt < awaited {
                guard let (point, values) = window.next() else { return nil }
                learn(point, values)
            }
            for _ in 0..<attempts {
                guard let point = propose(window.asked) else { break }
                if space.constraint == nil || space.allows(point.coordinates) {
                    accept(point)
                    window.append(point)
                    return point
                }
            }
            // Having nothing to propose may have raised the number: trials under way can still open new ones.
        } while window.learnt < awaited
        window.isExhausted = true
        return nil
    }

    /// Reports an asked trial's values, once.
    public mutating func tell(_ number: Int, _ values: [Double]) {
        window.tell(number, values)
    }

    /// Brings a fresh searcher to where an interrupted one was: `values[n]` are those of trial `n`, nil where it was asked but never told.
    /// Returns the trials still to be told. Throws `PulseError.configuration` if this searcher would never have asked so many trials with
    /// these told.
    public mutating func replay(_ values: [[Double]?]) throws(PulseError) -> [SearchPoint] {
        precondition(window.asked == 0, "only a fresh searcher replays")
        for (number, told) in values.enumerated() {
            guard ask() != nil else {
                throw PulseError(
                    .configuration, "the recorded trials are not this search's: it would not have asked trial \(number) yet",
                    hint: "the space, the seed, the settings and the batch must be those of the recorded search")
            }
            if let told { tell(number, told) }
        }
        return window.outstanding
    }
}

extension [Double] {
    /// No value at all, NaN or minus infinity among them: a failed trial.
    var isFailure: Bool { isEmpty || contains { $0.isNaN || $0 == -.infinity } }

    /// What a searcher of one objective makes of a trial's values: the first, and the least there is for a failed trial.
    var objective: Double { isFailure ? -.infinity : self[0] }
}
