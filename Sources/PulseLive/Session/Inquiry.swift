/// When the venue may be asked for something: once at a time, and after a failure not at once again.
struct Inquiry: Sendable {
    private var isUnderWay = false
    /// Answers that failed since the last that did not.
    private(set) var failures = 0
    private var retryAt: UInt64 = 0

    func mayBegin(now: UInt64) -> Bool { !isUnderWay && now >= retryAt }

    mutating func begin() { isUnderWay = true }

    mutating func answered() {
        isUnderWay = false
        failures = 0
    }

    /// Half a minute at most until the next.
    mutating func failed(now: UInt64) {
        isUnderWay = false
        failures += 1
        retryAt = now + 500_000_000 << UInt64(min(failures, 6))
    }

    /// Begins the count anew.
    mutating func forgive() { failures = 0 }
}
