/// Decimals as whole numbers of 1e-8.
enum FixedPoint {
    /// `-0.00010000` is -10,000. Nil for what is no plain decimal, and for what does not fit; further decimals must be zeros.
    static func units(_ text: String) -> Int64? {
        let isNegative = text.hasPrefix("-")
        let parts = (isNegative ? text.dropFirst() : text[...]).split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), !parts[0].isEmpty else { return nil }
        let fraction = parts.count == 2 ? parts[1] : ""
        let digits = parts[0] + fraction.prefix(8) + String(repeating: "0", count: max(0, 8 - fraction.count))
        guard digits.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }), fraction.dropFirst(8).allSatisfy({ $0 == "0" }),
            let value = Int64(digits)
        else { return nil }
        return isNegative ? -value : value
    }
}

extension FixedPoint {
    /// With all eight decimals.
    static func text(_ units: Int64) -> String {
        let digits = String(units.magnitude)
        let padded = String(repeating: "0", count: max(0, 9 - digits.count)) + digits
        return (units < 0 ? "-" : "") + padded.dropLast(8) + "." + padded.suffix(8)
    }
}
