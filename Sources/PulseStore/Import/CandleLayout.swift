import PulseCore

/// How a CSV file holds candles: which column is what, and how its times are written.
public struct CandleLayout: Hashable, Sendable {
    /// What a column says.
    public enum Role: String, Hashable, Sendable, CaseIterable {
        case time, open, high, low, close, volume, quoteVolume, tradeCount, takerBuyVolume, takerBuyQuoteVolume
        /// Anything else.
        case ignored

        /// What every file must have.
        static let required: [Role] = [.time, .open, .high, .low, .close]
    }

    /// How open times are written.
    public enum TimeFormat: String, Hashable, Sendable, CaseIterable {
        /// Seconds since the epoch.
        case seconds = "s"
        /// Milliseconds since the epoch; numbers above 1e14 are microseconds.
        case milliseconds = "ms"
        /// Microseconds since the epoch.
        case microseconds = "us"
        /// A date, with or without a time of day, in UTC.
        case iso
        /// Whatever a cell looks like: digits are seconds, milliseconds or microseconds by their size, everything else is a date.
        case automatic = "auto"
    }

    /// The role of each column, from the left.
    public var roles: [Role]
    public var separator: UInt8
    public var hasHeader: Bool
    public var timeFormat: TimeFormat

    public init(roles: [Role], separator: UInt8 = UInt8(ascii: ","), hasHeader: Bool, timeFormat: TimeFormat = .automatic) {
        self.roles = roles
        self.separator = separator
        self.hasHeader = hasHeader
        self.timeFormat = timeFormat
    }

    /// Numbers above this are microseconds: as milliseconds they would lie beyond the year 5138.
    static let microsecondsFrom: Int64 = 100_000_000_000_000
    /// Numbers below this are seconds: as milliseconds they would lie before March 1973.
    static let secondsBelow: Int64 = 100_000_000_000

    /// The separator that a first line most probably uses: the most frequent of comma, semicolon, tab and bar.
    public static func separator(of line: String) -> UInt8 {
        let candidates: [UInt8] = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t"), UInt8(ascii: "|")]
        let counts = candidates.map { candidate in line.utf8.count { $0 == candidate } }
        let best = counts.max() ?? 0
        return candidates[counts.firstIndex(of: best) ?? 0]
    }

    /// The cells of a line, without blanks and quotes around them.
    public static func cells(of line: String, separator: UInt8) -> [String] {
        line.utf8.split(separator: separator, omittingEmptySubsequences: false).map { cell in
            var text = Substring(cell)
            while let first = text.first, first == " " || first == "\"" || first == "\u{FEFF}" { text.removeFirst() }
            while let last = text.last, last == " " || last == "\"" || last == "\r" { text.removeLast() }
            return String(text)
        }
    }
}
