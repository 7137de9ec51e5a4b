/// How far a ratio may lie from what the table of patterns says.
public enum HarmonicTolerance: String, Hashable, Sendable, CaseIterable {
    case strict
    case standard = "default"
    case loose

    /// Of a single ratio, as a fraction of it.
    public var relative: Double {
        switch self {
        case .strict: 0.02
        case .standard: 0.03
        case .loose: 0.05
        }
    }

    /// Of either end of a band, absolute, whatever the tolerance: a band is generous by itself.
    public static let ofBands = 0.015
}
