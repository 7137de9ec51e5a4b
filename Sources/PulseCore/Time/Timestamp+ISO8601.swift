extension Timestamp: CustomStringConvertible, LosslessStringConvertible {
    /// `2024-01-31T12:00:00Z`, with milliseconds only where there are any.
    public var description: String {
        let date = CivilDate(self)
        let inDay = milliseconds - startOfDay.milliseconds
        let clock = [inDay / 3_600_000, inDay / 60_000 % 60, inDay / 1_000 % 60].map { Self.padded(Int($0), 2) }.joined(separator: ":")
        let fraction = inDay % 1_000 == 0 ? "" : "." + Self.padded(Int(inDay % 1_000), 3)
        return "\(dateDescription(date))T\(clock)\(fraction)Z"
    }

    /// `2024-01-31`, the UTC date alone.
    public var dateDescription: String { dateDescription(CivilDate(self)) }

    /// Reads `2024`, `2024-01`, `2024-01-31`, `2024-01-31T12:00`, with seconds and milliseconds, `Z` optional, a blank for the `T`;
    /// also milliseconds or microseconds since the epoch (12 digits or more). Anything else is nil; time zones other than UTC are not read.
    public init?(_ description: String) {
        let text = Array(description.utf8)
        if text.count >= 12, text.allSatisfy({ $0 >= 48 && $0 <= 57 }), let number = Int64(description) {
            self.init(milliseconds: text.count >= 15 ? number / 1_000 : number)
            return
        }
        guard let parsed = Self.parse(text) else { return nil }
        self = parsed
    }

    private func dateDescription(_ date: CivilDate) -> String {
        "\(Self.padded(date.year, 4))-\(Self.padded(date.month, 2))-\(Self.padded(date.day, 2))"
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    private static func parse(_ text: [UInt8]) -> Timestamp? {
        var position = 0
        func number(_ width: Int) -> Int? {
            guard position + width <= text.count else { return nil }
            var value = 0
            for byte in text[position..<position + width] {
                guard byte >= 48, byte <= 57 else { return nil }
                value = value * 10 + Int(byte - 48)
            }
            position += width
            return value
        }
        func take(_ allowed: String) -> Bool {
            guard position < text.count, allowed.utf8.contains(text[position]) else { return false }
            position += 1
            return true
        }

        guard let year = number(4) else { return nil }
        var month = 1
        var day = 1
        var inDay = 0
        if take("-") {
            guard let value = number(2) else { return nil }
            month = value
            if take("-") {
                guard let value = number(2) else { return nil }
                day = value
                if take("T ") {
                    guard let hours = number(2), take(":"), let minutes = number(2), hours < 24, minutes < 60 else { return nil }
                    inDay = (hours * 60 + minutes) * 60_000
                    if take(":") {
                        guard let seconds = number(2), seconds < 60 else { return nil }
                        inDay += seconds * 1_000
                        if take(".") {
                            guard let fraction = number(3) else { return nil }
                            inDay += fraction
                        }
                    }
                    _ = take("Zz")
                }
            }
        }
        let date = CivilDate(year: year, month: month, day: day)
        guard position == text.count, (1...12).contains(month), day >= 1, CivilDate(daysSinceEpoch: date.daysSinceEpoch) == date else {
            return nil
        }
        return date.timestamp.advanced(byMilliseconds: Int64(inDay))
    }
}
