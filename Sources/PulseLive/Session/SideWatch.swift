import PulseCore
import PulseStore

/// Sees to it that the observations of one side series are known before the first candle that may see them is decided on.
///
/// They are asked for when they are published, which at the pace of the clock is long before that candle. Where a session catches up, or
/// a rehearsal runs faster than answers come, its candles wait: so what a decision knew depends on schedules, not on the network.
struct SideWatch: Sendable {
    /// Nanoseconds that a candle waits before it goes on without; what is told later is known later.
    private static let patience: UInt64 = 20_000_000_000
    /// Events before the first unknown one that are asked for again: a venue may publish some late.
    private static let lookback: Int64 = 24

    let schedule: SideSchedule
    /// Events through this one have been asked for.
    private(set) var asked: Timestamp
    private var pending: Timestamp?
    private var inquiry = Inquiry()
    /// Since when candles wait.
    private var waitingSince: UInt64?

    /// - Parameter from: the close of the last candles that were decided on.
    init(_ schedule: SideSchedule, from: Timestamp) {
        self.schedule = schedule
        asked = schedule.last(knownBy: from)
    }

    /// Whether candles that close then can be decided on.
    func isReady(closing close: Timestamp) -> Bool { schedule.last(knownBy: close) <= asked }

    /// Events to ask for now; nil where there are none, an answer is under way or a retry is not due.
    ///
    /// - Parameter close: the close of a candle that waits.
    mutating func request(closing close: Timestamp? = nil, marketTime: Timestamp, now: UInt64) -> TimeRange? {
        guard inquiry.mayBegin(now: now) else { return nil }
        let published = schedule.last(publishedBy: marketTime)
        let through = max(published, close.map { schedule.last(knownBy: $0) } ?? published)
        guard through > asked else { return nil }
        pending = through
        inquiry.begin()
        return TimeRange(
            from: asked.advanced(byMilliseconds: -Self.lookback * schedule.step), to: through.advanced(byMilliseconds: schedule.step))
    }

    mutating func answered() {
        asked = max(asked, pending ?? asked)
        inquiry.answered()
        waitingSince = nil
    }

    /// What was published since is asked for once more, whatever an answer that is under way brings: it is about other instruments.
    mutating func reopen(from time: Timestamp) {
        asked = min(asked, schedule.last(knownBy: time))
        pending = nil
    }

    mutating func failed(now: UInt64) { inquiry.failed(now: now) }

    /// Whether candles that close then have waited for long enough and go on without.
    mutating func isGivenUp(closing close: Timestamp, now: UInt64) -> Bool {
        let since = waitingSince ?? now
        waitingSince = since
        guard now >= since + Self.patience else { return false }
        waitingSince = nil
        asked = max(asked, schedule.last(knownBy: close))
        return true
    }
}
