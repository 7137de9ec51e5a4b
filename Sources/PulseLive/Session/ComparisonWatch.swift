import PulseCore

/// How far one instrument's candles were compared with what the venue's history says of them.
///
/// Each instrument has its own mark and its own pause after a request that failed, so that one that the venue does not know any more holds up no other.
struct ComparisonWatch: Sendable {
    /// What it was warmed up with lies before: a revision of that would make it another session.
    private let first: Timestamp
    /// Candles that open before this were compared.
    private(set) var until: Timestamp
    private(set) var isUnderWay = false
    private var inquiry = Inquiry()

    /// - Parameters:
    ///   - joined: open time of the first candle that is the session's.
    ///   - from: what opens before was compared by a process that is over.
    init(joined: Timestamp, from: Timestamp) {
        first = joined
        until = max(joined, from)
    }

    /// The candles to ask for, up to an instant; nil where there are none, an answer is under way or a retry is not due.
    ///
    /// - Parameters:
    ///   - length: milliseconds that one request covers, beside the overlap.
    ///   - overlap: so much of what was compared last is compared again: history may not have been final for it.
    mutating func request(through end: Timestamp, length: Int64, overlap: Int64, now: UInt64) -> TimeRange? {
        guard until < end, inquiry.mayBegin(now: now) else { return nil }
        inquiry.begin()
        isUnderWay = true
        return TimeRange(
            from: max(first, until.advanced(byMilliseconds: -overlap)), to: min(until.advanced(byMilliseconds: length), end))
    }

    mutating func answered(_ range: TimeRange) {
        inquiry.answered()
        isUnderWay = false
        until = max(until, range.to)
    }

    mutating func failed(now: UInt64) {
        inquiry.failed(now: now)
        isUnderWay = false
    }

    /// What opens from then on is compared again.
    mutating func reopen(from time: Timestamp) { until = max(first, min(until, time)) }

    /// What failed may be asked for at once.
    mutating func hurry() { if !isUnderWay { inquiry = Inquiry() } }
}
