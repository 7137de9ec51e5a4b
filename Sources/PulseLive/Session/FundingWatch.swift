import PulseCore
import PulseStore

/// Sees to it that the settlements of perpetuals are known before the slice that they belong to is decided on.
///
/// Venues settle on full hours, some contracts every hour: at each full hour of market time one request asks for all. Until it is answered
/// the slice waits, since funding is paid before what is filled at its instant. Where answers fail the slice goes on without; what it lacks is asked
/// for again with the next hour's.
struct FundingWatch: Sendable {
    private static let interval: Int64 = 3_600_000
    /// Answers that fail in a row before the session goes on without; what is told later is paid later.
    private static let patience = 5
    /// Settlements that a process went on without are asked for by the one that takes the session up again, if they are no older.
    private static let lookback = Timestamp.day
    /// Market time after a settlement, in milliseconds, until the venue tells of it for certain.
    private static let publication: Int64 = 60_000

    private(set) var isNeeded: Bool
    private let isPaid: Bool
    /// Settlements before this are known: the venue answered. Giving up does not move it.
    private(set) var asked: Timestamp
    /// Slices do not wait for settlements before this.
    private var without: Timestamp
    /// The close of the slice that waits for the answer.
    private var waiting: Timestamp?
    private var inquiry = Inquiry()

    /// - Parameters:
    ///   - isPaid: whether the strategy's venue settles by the venue's rates.
    ///   - isNeeded: whether there are perpetuals.
    ///   - start: the session's first slice.
    ///   - from: the slice that it goes on with; a settlement at its open belongs to it.
    init(isPaid: Bool, isNeeded: Bool, start: Timestamp, from: Timestamp) {
        self.isPaid = isPaid
        self.isNeeded = isPaid && isNeeded
        asked = max(start, from.advanced(byMilliseconds: -Self.lookback))
        without = from
    }

    /// There are perpetuals now.
    mutating func need() { isNeeded = isPaid }

    /// Whether the slice has all settlements up to its close, the close itself not included.
    func isReady(closing close: Timestamp) -> Bool { !isNeeded || firstHour > close.advanced(byMilliseconds: -1) }

    /// The first full hour whose settlements slices wait for.
    private var firstHour: Timestamp {
        Timestamp(milliseconds: (max(asked, without).milliseconds + Self.interval - 1).floored(toMultipleOf: Self.interval))
    }

    /// The range to ask for so that a slice that closes then can be decided on; nil while an answer is under way or a retry is not due.
    ///
    /// - Parameter marketTime: where the session catches up, one request brings all settlements up to then.
    mutating func request(closing close: Timestamp, marketTime: Timestamp, now: UInt64) -> TimeRange? {
        guard inquiry.mayBegin(now: now) else { return nil }
        inquiry.begin()
        waiting = close
        // Observations are some milliseconds off the hour, on either side.
        return TimeRange(
            from: asked.advanced(byMilliseconds: -60_000), to: max(close, marketTime.advanced(byMilliseconds: -Self.publication)))
    }

    mutating func answered(through: Timestamp) {
        inquiry.answered()
        asked = max(asked, through)
    }

    /// Returns whether the slice that waits goes on without.
    mutating func failed(now: UInt64) -> Bool {
        inquiry.failed(now: now)
        guard inquiry.failures >= Self.patience, let waiting else { return false }
        inquiry.forgive()
        without = max(without, waiting)
        return true
    }
}
