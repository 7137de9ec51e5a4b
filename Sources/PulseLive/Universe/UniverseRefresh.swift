import PulseCore

/// When a universe is chosen anew: once a day, a little after midnight UTC, when the volumes of the day before are complete.
public enum UniverseRefresh {
    /// Milliseconds after 00:00 UTC.
    public static let offset: Int64 = 5 * 60_000

    /// The first refresh after an instant.
    public static func next(after instant: Timestamp) -> Timestamp {
        let today = instant.startOfDay.advanced(byMilliseconds: offset)
        return today > instant ? today : today.advanced(byMilliseconds: Timestamp.day)
    }
}
