/// The nine analysis heads, then the trained models and the regime, which vote in strategies that ask for them; in the fixed order in which ties are broken
/// and weight vectors are laid out.
@frozen
public enum HeadID: Int, Hashable, Sendable, Codable, CaseIterable, Comparable {
    case technical, sentiment, volume, rules, ict, wyckoff, harmonic, structure, crypto
    case technicalModel, priceActionModel, regime

    /// The nine heads of the canonical consensus.
    public static let nine = allCases.filter { $0 <= .crypto }

    public var name: String { String(describing: self) }

    public init?(name: String) {
        guard let match = HeadID.allCases.first(where: { $0.name == name }) else { return nil }
        self = match
    }

    @inlinable public static func < (a: HeadID, b: HeadID) -> Bool { a.rawValue < b.rawValue }
}
