/// Which way: a head's opinion, a verdict, a signal, a position.
@frozen
public enum Direction: Int8, Hashable, Sendable, Codable, CaseIterable {
    case short = -1
    case flat = 0
    case long = 1

    /// +1, 0 or -1.
    @inlinable public var sign: Int64 { Int64(rawValue) }

    /// The other side; flat stays flat.
    @inlinable
    public var opposite: Direction {
        switch self {
        case .long: .short
        case .short: .long
        case .flat: .flat
        }
    }

    /// `long`, `short` or `flat`.
    public var name: String {
        switch self {
        case .long: "long"
        case .short: "short"
        case .flat: "flat"
        }
    }

    public init?(name: String) {
        guard let match = Direction.allCases.first(where: { $0.name == name.lowercased() }) else { return nil }
        self = match
    }
}
