import PulseAnalytics
import PulseCore

/// Planted fault: it learns whatever was told by the time it is asked, so that the speed of the workers shows in its points.
struct EagerSearch: Searcher {
    var window: TrialWindow
    private var inner: TreeParzenSearch

    init(_ inner: TreeParzenSearch) {
        self.inner = inner
        window = TrialWindow(batch: inner.window.batch)
    }

    var space: SearchSpace { inner.space }
    var awaited: Int { max(window.asked - window.batch + 1, window.outstanding.first?.number ?? window.asked) }
    mutating func propose(_ number: Int) -> SearchPoint? { inner.propose(number) }
    mutating func learn(_ point: SearchPoint, _ values: [Double]) { inner.learn(point, values) }
}

/// Planted fault: what it draws depends on how often any copy of it has drawn, which a replay cannot bring back.
struct HauntedSearch: Searcher {
    final class Ghost: @unchecked Sendable { var random = SplitMix64(seed: 3) }

    let space: SearchSpace
    var window: TrialWindow
    let ghost: Ghost

    mutating func propose(_ number: Int) -> SearchPoint? {
        SearchPoint(number: number, coordinates: space.coordinates.map { _ in ghost.random.uniform() })
    }

    mutating func learn(_ point: SearchPoint, _ values: [Double]) {}
}
