import PulseCore

/// Where one schematic stands at the close of the latest candle: for evidence and charts. It decides nothing.
public struct WyckoffRange: Hashable, Sendable {
    public let schematic: WyckoffSchematic
    /// `.none` where it waits for a climax.
    public let phase: WyckoffPhase
    /// Position of the climax's candle; nil in phase `.none`.
    public let climaxIndex: Int?
    /// The range's edges; nil until the automatic reaction is confirmed.
    public let low: Double?
    public let high: Double?
    /// Visits to the third of the range from which the outcome is expected, since the secondary test.
    public let tests: Int
    /// The latest event of each kind, in the schematic's order.
    public let events: [WyckoffEvent]

    /// Beyond the edge that the outcome breaks, by the height of the range and by twice that; nil until the edges are known.
    public var targets: (near: Double, far: Double)? {
        guard let low, let high else { return nil }
        let height = high - low
        return schematic.outcome == .long ? (high + height, high + 2 * height) : (low - height, low - 2 * height)
    }
}

extension SchematicMachine {
    /// What a reader may know of it.
    var range: WyckoffRange {
        let edges: (low: Double, high: Double)? = hasRange ? (isLongView ? (low, high) : (-high, -low)) : nil
        return WyckoffRange(
            schematic: schematic, phase: phase, climaxIndex: stage == .idle ? nil : climaxIndex, low: edges?.low, high: edges?.high,
            tests: stage == .idle ? 0 : visits.count, events: events.compactMap(\.self))
    }
}
