import PulseCore

/// When the venue is asked what time it is: where nobody tells.
///
/// Market time is that of reports, and everything that is asked for waits for it. A market that is idle, over, or behind connections that do not come up
/// reports nothing: without this a session that is taken up then would wait for ever for candles that it could ask for.
package struct TimeWatch: Sendable {
    /// Nanoseconds for which market time may stand still.
    static let patience: UInt64 = 5_000_000_000

    private var newest: Timestamp
    private var since: UInt64
    private var inquiry = Inquiry()

    package init(_ marketTime: Timestamp, now: UInt64) {
        newest = marketTime
        since = now
    }

    /// Whether to ask now.
    package mutating func request(marketTime: Timestamp, now: UInt64) -> Bool {
        if marketTime > newest { (newest, since) = (marketTime, now) }
        guard now >= since + Self.patience, inquiry.mayBegin(now: now) else { return false }
        inquiry.begin()
        return true
    }

    /// The venue answered; it may be that its clock stands still.
    package mutating func answered(now: UInt64) {
        inquiry.answered()
        since = now
    }

    package mutating func failed(now: UInt64) { inquiry.failed(now: now) }
}
