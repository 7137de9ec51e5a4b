/// How far a schematic has come.
public enum WyckoffPhase: Int, Hashable, Sendable, CaseIterable, Comparable {
    /// No range in progress.
    case none
    /// The move stops: climax, automatic reaction, secondary test.
    case a
    /// The range builds a cause.
    case b
    /// The last attempt against the outcome: a spring and its test, or a last point inside the range.
    case c
    /// Strength shows, and the edge that was broken is tested.
    case d
    /// The move out of the range.
    case e

    /// `A` to `E`, `-` for none.
    public var name: String {
        switch self {
        case .none: "-"
        case .a: "A"
        case .b: "B"
        case .c: "C"
        case .d: "D"
        case .e: "E"
        }
    }

    public static func < (a: WyckoffPhase, b: WyckoffPhase) -> Bool { a.rawValue < b.rawValue }
}
