/// Numbers as a screen or a message shows them: in fixed forms, so that columns stand still.
enum Figure {
    /// What is not known.
    static let unknown = "--"

    /// A number with so many decimals and thousands in groups: `-12,345.60`.
    static func decimal(_ value: Double, _ places: Int, isSigned: Bool = false) -> String {
        var scale: Int64 = 1
        for _ in 0..<places { scale *= 10 }
        let scaled = (value * Double(scale)).rounded()
        guard scaled.magnitude < 9e17 else { return unknown }
        let units = Int64(scaled)
        let magnitude = units.magnitude
        var text = grouped(String(magnitude / scale.magnitude))
        if places > 0 {
            let fraction = String(magnitude % scale.magnitude)
            text += "." + String(repeating: "0", count: places - fraction.count) + fraction
        }
        return (units < 0 ? "-" : isSigned && units > 0 ? "+" : "") + text
    }

    /// A price at six significant digits or two decimals, whichever is more, as prices of one instrument then have one width.
    static func price(_ value: Double) -> String {
        guard value.isFinite else { return unknown }
        var places = 2
        var reach = 1_000.0
        while places < 10, value.magnitude < reach {
            places += 1
            reach /= 10
        }
        return value == 0 ? "0" : decimal(value, places)
    }

    /// A quantity with as many decimals as its size calls for.
    static func quantity(_ value: Double) -> String {
        switch value.magnitude {
        case 1e6...: compact(value)
        case 1_000...: decimal(value, 0)
        case 10...: decimal(value, 2)
        case 0.1...: decimal(value, 4)
        default: value == 0 ? "0" : decimal(value, 6)
        }
    }

    /// A fraction as percent with two decimals: `1.25 %`.
    static func percent(_ fraction: Double, isSigned: Bool = false) -> String {
        let text = decimal(fraction * 100, 2, isSigned: isSigned)
        return text == unknown ? text : text + " %"
    }

    /// A count in at most six places: `812`, `12.3k`, `1.25M`.
    static func compact(_ value: Double) -> String {
        switch value.magnitude {
        case 99_950_000_000...: decimal(value / 1e9, 0) + "G"
        case 999_950_000...: decimal(value / 1e9, 2) + "G"
        case 99_950_000...: decimal(value / 1e6, 0) + "M"
        case 999_950...: decimal(value / 1e6, 2) + "M"
        case 99_950...: decimal(value / 1e3, 0) + "k"
        case 9_999.5...: decimal(value / 1e3, 1) + "k"
        default: decimal(value, 0)
        }
    }

    /// Bytes in powers of 1,024.
    static func bytes(_ count: Int) -> String {
        let units = ["B", "KiB", "MiB", "GiB", "TiB"]
        var value = Double(count)
        var unit = 0
        while value >= 1_023.5, unit < units.count - 1 {
            value /= 1_024
            unit += 1
        }
        return decimal(value, unit == 0 || value >= 99.95 ? 0 : 1) + " " + units[unit]
    }

    /// Microseconds with three digits or so: `812 µs`, `34.2 ms`, `1.25 s`, `2.0 min`.
    static func latency(_ microseconds: Int) -> String {
        let value = Double(microseconds)
        switch microseconds {
        case 60_000_000...: return decimal(value / 60_000_000, 1) + " min"
        case 9_995_000...: return decimal(value / 1_000_000, 1) + " s"
        case 999_500...: return decimal(value / 1_000_000, 2) + " s"
        case 99_950...: return decimal(value / 1_000, 0) + " ms"
        case 1_000...: return decimal(value / 1_000, 1) + " ms"
        default: return "\(microseconds) µs"
        }
    }

    /// Milliseconds, as `latency` has it.
    static func milliseconds(_ value: Double) -> String {
        let microseconds = (value * 1_000).rounded()
        return microseconds >= 0 && microseconds < 1e15 ? latency(Int(microseconds)) : unknown
    }

    /// Seconds with one decimal below ten: `0.3 s`, `45 s`, `12:05`.
    static func seconds(_ seconds: Double) -> String {
        guard seconds.isFinite else { return unknown }
        return seconds < 9.95 ? decimal(max(0, seconds), 1) + " s" : seconds < 99.5 ? decimal(seconds, 0) + " s" : duration(seconds)
    }

    /// A span of time: `0:42`, `1:02:03`, `3d 04:05`.
    static func duration(_ seconds: Double) -> String {
        guard seconds.isFinite, seconds.magnitude < 3e9 else { return unknown }
        let whole = Int(max(0, seconds))
        let (days, hours, minutes) = (whole / 86_400, whole / 3_600 % 24, whole / 60 % 60)
        if days > 0 { return "\(days)d \(two(hours)):\(two(minutes))" }
        return hours > 0 ? "\(hours):\(two(minutes)):\(two(whole % 60))" : "\(minutes):\(two(whole % 60))"
    }

    /// The shortest text of a number, whole ones without decimals.
    static func plain(_ value: Double) -> String {
        value == value.rounded() && value.magnitude < 1e15 ? String(Int64(value)) : "\(value)"
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    private static func grouped(_ digits: String) -> String {
        guard digits.utf8.count > 3 else { return digits }
        var text = ""
        for (place, digit) in digits.enumerated() {
            if place > 0, (digits.utf8.count - place) % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return text
    }
}
