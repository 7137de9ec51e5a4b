/// The trials between asked and learnt: told values wait here until those of every earlier trial are there.
///
/// A searcher learns in trial order whatever the order of the tells, and exactly as many trials before an ask as its rule says
/// (`Searcher.awaited`), even if more have been told. So the points asked are a function of the values alone: neither the number of workers
/// nor their speed can show.
public struct TrialWindow: Sendable {
    /// How many trials may be under way at once. It is part of a search's identity: another batch is another search.
    public let batch: Int
    /// Trials asked so far; the next one's number.
    public private(set) var asked = 0
    /// Trials learnt so far: exactly those with lower numbers.
    public private(set) var learnt = 0
    /// Nothing more will be asked.
    public internal(set) var isExhausted = false

    /// Trials `learnt..<asked`, with values where they were told. No longer than the batch or a searcher's generation.
    private var pending: [(point: SearchPoint, values: [Double]?)] = []

    public init(batch: Int = 1) {
        precondition(batch > 0, "at least one trial at a time")
        self.batch = batch
    }

    /// Asked trials without values, in order.
    public var outstanding: [SearchPoint] {
        pending.compactMap { $0.values == nil ? $0.point : nil }
    }

    mutating func append(_ point: SearchPoint) {
        precondition(point.number == asked, "trials are numbered in the order of asking")
        pending.append((point, nil))
        asked += 1
    }

    mutating func tell(_ number: Int, _ values: [Double]) {
        precondition(number >= learnt && number < asked, "only a trial that was asked can be told")
        precondition(pending[number - learnt].values == nil, "a trial is told once")
        pending[number - learnt].values = values
    }

    /// The earliest trial that is not learnt, if it was told; it counts as learnt from here on.
    mutating func next() -> (point: SearchPoint, values: [Double])? {
        guard let first = pending.first, let values = first.values else { return nil }
        pending.removeFirst()
        learnt += 1
        return (first.point, values)
    }
}
