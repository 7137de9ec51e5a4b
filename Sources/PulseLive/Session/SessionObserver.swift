import PulseCore

/// Who is told what a session does, on the session's thread; returns at once and decides nothing.
public protocol SessionObserver: Sendable {
    /// Twice a second, and at the end.
    func sessionShows(_ snapshot: SessionSnapshot)
    /// Nanoseconds from the frame that closed a candle to its verdict.
    func verdictTook(_ nanoseconds: UInt64)
    /// Nanoseconds from the last frame of a slice to its signals.
    func sliceTook(_ nanoseconds: UInt64)
    /// Nanoseconds of one write to the journal.
    func journalTook(_ nanoseconds: UInt64)
    /// The instruments whose streams are wanted from now on, with their positions in the session's list.
    func sessionFollows(_ instruments: [(id: InstrumentID, index: Int)])
    /// The venue's history could not be asked; it will be asked again.
    func requestFailed(_ reason: String)
    /// Alerts, and what else was noted since the last call, for the journal.
    func takeAlerts() -> [String]
}
