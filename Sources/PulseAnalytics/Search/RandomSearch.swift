import PulseCore

/// Independent uniform points of the cube (Bergstra & Bengio 2012).
public struct RandomSearch: Searcher {
    public let space: SearchSpace
    public var window: TrialWindow
    private var random: SplitMix64

    public init(_ space: SearchSpace, seed: UInt64, batch: Int = 1) {
        self.space = space
        window = TrialWindow(batch: batch)
        random = SplitMix64(seed: seed)
    }

    public mutating func propose(_ number: Int) -> SearchPoint? {
        SearchPoint(number: number, coordinates: space.coordinates.map { _ in random.uniform() })
    }

    public mutating func learn(_ point: SearchPoint, _ values: [Double]) {}
}
