import PulseCore
import PulseStore

/// Sees to it that the settlements of perpetuals are known before the slice that they belong to is decided on.
///
/// Venues settle on full hours, some contracts every hour: at each full hour of market time one request asks for all. Until it is answered
/// the slice waits, since funding is paid before what is filled at its instant.
struct FundingWatch: Sendable {
    private static let interval: Int64 = 3_600_000
    /// Answers that fail in a row before the session goes on without; what is told later is paid later.
    private static let patience = 5

    private(set) var isNeeded: Bool
    private let isPaid: Bool
    /// Settlements before this are known.
    private(set) var known: Timestamp
    private var inquiry = Inquiry()

    /// - Parameters:
    ///   - isPaid: whether the strategy's venue settles by the venue's rates.
    ///   - isNeeded: whether there are perpetuals.
    ///   - from: the first slice; a settlement at its open belongs to it.
    init(isPaid: Bool, isNeeded: Bool, from: Timestamp) {
        self.isPaid = isPaid
        self.isNeeded = isPaid && isNeeded
        known = from
    }

    /// There are perpetuals now.
    mutating func need() { isNeeded = isPaid }

    /// Whether the slice has all settlements up to its close, the close itself not included.
    func isReady(closing close: Timestamp) -> Bool { !isNeeded || firstHour > close.advanced(byMilliseconds: -1) }

    /// The first full hour whose settlements are not known.
    private var firstHour: Timestamp {
        Timestamp(milliseconds: (known.milliseconds + Self.interval - 1).floored(toMultipleOf: Self.interval))
    }

    /// The range to ask for so that a slice that closes then can be decided on; nil while an answer is under way or a retry is not due.
    mutating func request(closing close: Timestamp, now: UInt64) -> TimeRange? {
        guard inquiry.mayBegin(now: now) else { return nil }
        inquiry.begin()
        // Observations are some milliseconds off the hour, on either side.
        return TimeRange(from: known.advanced(byMilliseconds: -60_000), to: close)
    }

    mutating func answered(through: Timestamp) {
        inquiry.answered()
        known = max(known, through)
    }

    /// Returns whether the session goes on without.
    mutating func failed(closing close: Timestamp, now: UInt64) -> Bool {
        inquiry.failed(now: now)
        guard inquiry.failures >= Self.patience else { return false }
        inquiry.forgive()
        known = max(known, close)
        return true
    }
}
