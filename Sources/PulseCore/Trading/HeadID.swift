/// The nine analysis heads, in the fixed order in which ties are broken and weight vectors are laid out.
@frozen
public enum HeadID: Int, Hashable, Sendable, Codable, CaseIterable, Comparable {
    case technical, sentiment, volume, rules, ict, wyckoff, harmonic, structure, crypto

    public var name: String { String(describing: self) }

    public init?(name: String) {
        guard let match = HeadID.allCases.first(where: { $0.name == name }) else { return nil }
        self = match
    }

    @inlinable public static func < (a: HeadID, b: HeadID) -> Bool { a.rawValue < b.rawValue }
}
