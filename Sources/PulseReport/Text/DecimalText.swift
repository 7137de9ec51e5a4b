import PulseCore

/// Decimal text of numbers, the same on every machine: digits come from integers, never from the C library or a locale.
public enum DecimalText {
    /// A number with a fixed number of places (0 to 12), rounded half away from zero; `--` where it is not finite or beyond 4e15 steps.
    public static func text(_ value: Double, decimals: Int) -> String {
        let step = Increment(decimals: decimals)
        guard let count = step.count(value) else { return undefined }
        let padded = fixed(count, decimals: step.decimals)
        return padded
    }

    /// The same with a comma between thousands.
    public static func grouped(_ value: Double, decimals: Int) -> String { grouped(text(value, decimals: decimals)) }

    /// Puts a comma between the thousands of a plain decimal text.
    public static func grouped(_ text: String) -> String {
        let negative = text.hasPrefix("-")
        let body = negative ? text.dropFirst() : text[...]
        let whole = body.prefix { $0 != "." }
        guard whole.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }) else { return text }
        var result = negative ? "-" : ""
        for (index, digit) in whole.enumerated() {
            if index > 0, (whole.count - index) % 3 == 0 { result += "," }
            result.append(digit)
        }
        return result + body.dropFirst(whole.count)
    }

    /// The shortest text that reads back as the same number, without an empty fraction: `0.1`, `5`, `1e-07`; `0` also for minus zero.
    /// Nil where it is not finite.
    public static func shortest(_ value: Double) -> String? {
        guard value.isFinite else { return nil }
        if value == 0 { return "0" }
        let text = value.description
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    /// An exact amount with at least two places and as many as it needs, up to eight.
    public static func text(_ cash: Cash) -> String {
        var text = cash.description[...]
        for _ in 0..<6 where text.hasSuffix("0") { text = text.dropLast() }
        return String(text)
    }

    /// What stands for an undefined figure.
    public static let undefined = "--"

    /// `count / 10^decimals` with all its places.
    static func fixed(_ count: Int64, decimals: Int) -> String {
        let digits = String(count.magnitude)
        let sign = count < 0 ? "-" : ""
        guard decimals > 0 else { return sign + digits }
        let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.utf8.count)) + digits
        return sign + padded.dropLast(decimals) + "." + padded.suffix(decimals)
    }
}
