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

    /// The day whose universe a session has: that of the universe that was chosen last by the time the session has come to, where its instruments are those.
    /// Where they are not, it ended before it was told of them, or of those before: then the day that it began on, so that it is told again.
    public static func day(
        of instruments: Set<InstrumentID>, began: Timestamp, chosen: (day: CivilDate, members: [InstrumentID])?
    ) -> Timestamp {
        guard let chosen, Set(chosen.members) == instruments else { return began.startOfDay }
        return max(began.startOfDay, chosen.day.timestamp)
    }
}
