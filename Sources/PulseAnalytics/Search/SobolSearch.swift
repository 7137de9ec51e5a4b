import PulseCore

/// Points of Sobol's sequence with a seeded digital shift: they fill the cube far more evenly than chance does.
///
/// Best where the trials are a power of two. The shift keeps the evenness and spares the corner in which the sequence starts.
public struct SobolSearch: Searcher {
    public let space: SearchSpace
    public var window: TrialWindow
    private var sequence: SobolSequence

    /// Throws `PulseError.usage` if the space has more coordinates than the table of direction numbers (64).
    public init(_ space: SearchSpace, seed: UInt64, batch: Int = 1) throws(PulseError) {
        guard space.count <= SobolSequence.largestCount else {
            throw PulseError(
                .usage, "Sobol's sequence is tabulated for \(SobolSequence.largestCount) coordinates, the space has \(space.count)",
                hint: "search at random instead")
        }
        self.space = space
        window = TrialWindow(batch: batch)
        var random = SplitMix64(seed: seed)
        sequence = SobolSequence(count: space.count, shift: (0..<space.count).map { _ in random.next() >> 11 })
    }

    public mutating func propose(_ number: Int) -> SearchPoint? {
        sequence.next().map { SearchPoint(number: number, coordinates: $0) }
    }

    public mutating func learn(_ point: SearchPoint, _ values: [Double]) {}
}
