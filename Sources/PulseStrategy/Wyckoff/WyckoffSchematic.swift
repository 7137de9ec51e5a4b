import PulseCore

/// The four stories that a trading range can tell: how it began, and which way it is expected to end.
///
/// A range begins where a move stops. After a fall that is a selling climax at its low, after a rise a buying climax at its high. It ends
/// with the move turned (accumulation, distribution) or going on (re-distribution, re-accumulation). All four run side by side, in this
/// fixed order, in one and the same machine.
public enum WyckoffSchematic: Int, Hashable, Sendable, CaseIterable {
    case accumulation, distribution, reaccumulation, redistribution

    /// The side that its later events speak for.
    public var outcome: Direction {
        switch self {
        case .accumulation, .reaccumulation: .long
        case .distribution, .redistribution: .short
        }
    }

    /// The side that its climax speaks for: long where the range begins at the low of a fall.
    public var opening: Direction { isContinuation ? outcome.opposite : outcome }

    /// Whether the move before the range is expected to go on.
    public var isContinuation: Bool { self == .reaccumulation || self == .redistribution }

    /// As readers know it.
    public var name: String {
        switch self {
        case .accumulation: "accumulation"
        case .distribution: "distribution"
        case .reaccumulation: "re-accumulation"
        case .redistribution: "re-distribution"
        }
    }
}
