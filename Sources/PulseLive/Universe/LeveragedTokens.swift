/// Tells tokens that hold a leveraged position (`BTCUP`, `ETHBEAR`) from assets that merely end so (`JUP`, `SYRUP`).
public struct LeveragedTokens: Sendable {
    /// Each with its counterpart: they come in pairs.
    private static let suffixes = [("UP", "DOWN"), ("DOWN", "UP"), ("BULL", "BEAR"), ("BEAR", "BULL")]
    private let bases: Set<String>

    /// - Parameter bases: every base asset that the venue lists.
    public init(bases: some Sequence<String>) {
        self.bases = Set(bases)
    }

    /// Whether a base asset is a suffix on another base asset of the venue: one of three letters or more, or of two where the
    /// counterpart is listed as well. A single letter proves nothing: with an asset `S`, `SUP` would be one.
    public func contains(_ asset: String) -> Bool {
        for (suffix, counterpart) in Self.suffixes where asset.hasSuffix(suffix) {
            let stem = String(asset.dropLast(suffix.count))
            guard bases.contains(stem) else { continue }
            if stem.count >= 3 || (stem.count == 2 && bases.contains(stem + counterpart)) { return true }
        }
        return false
    }
}
