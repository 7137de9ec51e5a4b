import PulseCore

/// What a new universe changes, both lists by instrument.
///
/// Whoever follows it subscribes to what joined first, and lets go of what left only then: instruments that stay keep their streams, so
/// that none of their candles is lost.
public struct UniverseChange: Hashable, Sendable {
    public let joined: [InstrumentID]
    public let left: [InstrumentID]

    public init(from old: [InstrumentID], to new: [InstrumentID]) {
        let before = Set(old)
        let after = Set(new)
        joined = after.subtracting(before).sorted()
        left = before.subtracting(after).sorted()
    }

    public var isEmpty: Bool { joined.isEmpty && left.isEmpty }
}
