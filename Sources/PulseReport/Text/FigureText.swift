import PulseCore

/// How figures read for people: the same on the terminal and in the report.
public enum FigureText {
    /// A figure in its unit; `--` where it is undefined.
    public static func text(_ value: Double?, _ unit: RunMetric.Unit) -> String {
        guard let value, value.isFinite else { return DecimalText.undefined }
        switch unit {
        case .gain: return percent(value, signed: true)
        case .share: return percent(value, signed: false)
        case .drawdown: return percent(-value, signed: false)
        case .ratio: return DecimalText.grouped(value, decimals: 2)
        case .probability: return DecimalText.text(value, decimals: 4)
        case .money: return DecimalText.grouped(value, decimals: 2)
        case .count: return DecimalText.grouped(value, decimals: 0)
        case .duration: return Int64(exactly: value.rounded()).map(duration) ?? DecimalText.undefined
        }
    }

    /// `+12.34%`; nothing is `0.00%` without a sign.
    public static func percent(_ value: Double, signed: Bool) -> String {
        let text = DecimalText.grouped(value * 100, decimals: 2)
        guard text != DecimalText.undefined else { return text }
        let isNothing = !text.utf8.contains { $0 >= 49 && $0 <= 57 }
        if isNothing { return "0.00%" }
        return (signed && value > 0 ? "+" : "") + text + "%"
    }

    /// An amount with two places and a comma between thousands, rounded half away from zero.
    public static func money(_ cash: Cash, signed: Bool = false) -> String {
        let cents = Rounding.nearest.divide(Int128(cash.units), by: 1_000_000)
        let text = DecimalText.grouped(DecimalText.fixed(Int64(cents), decimals: 2))
        return (signed && cents > 0 ? "+" : "") + text
    }

    /// The two largest units of a span: `2y 31d` (of 365 days), `3d 4h`, `12m 30s`, `0s`.
    public static func duration(_ milliseconds: Int64) -> String {
        let units: [(name: String, seconds: UInt64)] = [("y", 31_536_000), ("d", 86_400), ("h", 3_600), ("m", 60), ("s", 1)]
        let sign = milliseconds < 0 ? "-" : ""
        let seconds = milliseconds.magnitude / 1_000
        guard let first = units.firstIndex(where: { seconds >= $0.seconds }) else { return "0s" }
        let large = seconds / units[first].seconds
        guard first + 1 < units.count else { return "\(sign)\(large)s" }
        let small = seconds % units[first].seconds / units[first + 1].seconds
        return sign + "\(large)\(units[first].name)" + (small > 0 ? " \(small)\(units[first + 1].name)" : "")
    }

    /// `2024-01-31 12:00`, in UTC.
    public static func time(_ time: Timestamp) -> String {
        let text = time.description
        return "\(text.prefix(10)) \(text.dropFirst(11).prefix(5))"
    }

    /// `tooFewHeads` as `too few heads`.
    public static func words(_ name: String) -> String {
        var result = ""
        for scalar in name.unicodeScalars {
            if scalar.properties.isUppercase { result += result.isEmpty ? "" : " " }
            result += scalar.properties.lowercaseMapping
        }
        return result
    }
}
