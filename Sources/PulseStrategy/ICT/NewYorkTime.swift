import PulseCore

/// New York's local time by the rules in force since 2007: daylight saving from the second Sunday of March, 02:00 standard time (07:00
/// UTC), to the first Sunday of November, 02:00 daylight time (06:00 UTC). No time zone data base is involved; earlier years are read by
/// the same rules.
package enum NewYorkTime {
    /// Milliseconds that local time is ahead of UTC: minus five hours in winter, minus four in summer.
    package static let standardOffset: Int64 = -5 * hour
    package static let daylightOffset: Int64 = -4 * hour

    static let hour: Int64 = 3_600_000

    /// A span of time in which the offset does not change.
    package struct Span: Hashable, Sendable {
        package var offset: Int64
        /// Instants in milliseconds since the epoch.
        package var instants: Range<Int64>
    }

    /// The span that an instant (milliseconds since the epoch) lies in.
    package static func span(at instant: Int64) -> Span {
        let year = CivilDate(daysSinceEpoch: Int(instant.floored(toMultipleOf: Timestamp.day) / Timestamp.day)).year
        let (start, end) = (daylightStart(year), daylightEnd(year))
        if instant < start { return Span(offset: standardOffset, instants: daylightEnd(year - 1)..<start) }
        if instant < end { return Span(offset: daylightOffset, instants: start..<end) }
        return Span(offset: standardOffset, instants: end..<daylightStart(year + 1))
    }

    private static func daylightStart(_ year: Int) -> Int64 { sunday(2, month: 3, year: year) * Timestamp.day + 7 * hour }

    private static func daylightEnd(_ year: Int) -> Int64 { sunday(1, month: 11, year: year) * Timestamp.day + 6 * hour }

    /// Days from the epoch to the n-th Sunday of a month.
    private static func sunday(_ ordinal: Int, month: Int, year: Int) -> Int64 {
        let first = CivilDate(year: year, month: month, day: 1).daysSinceEpoch
        // 1970-01-01 was a Thursday; 0 is a Sunday.
        let weekday = ((first + 4) % 7 + 7) % 7
        return Int64(first + (7 - weekday) % 7 + 7 * (ordinal - 1))
    }
}
