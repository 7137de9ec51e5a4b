import PulseCore

/// What an address has used of a limit in the current calendar window, a minute for weight. The caller owns the clock.
package struct LimitAccount: Sendable {
    package let limit: Int
    private let window: Int64
    private var start: Int64 = .min
    package private(set) var used = 0
    private var refusals = 0
    private var bannedUntil: Int64 = .min
    private var bans = 0

    /// How a request stands with the limits.
    package enum Verdict: Hashable, Sendable {
        case allowed
        /// 429: try again after so many seconds.
        case limited(retryAfter: Int64)
        /// 418: banned until an instant, in milliseconds.
        case banned(until: Int64, retryAfter: Int64)
    }

    /// Requests over the limit until the address is banned.
    package static let patience = 10
    /// The first ban, in milliseconds; each further one is twice as long, up to three days.
    package static let firstBan: Int64 = 120_000

    /// - Parameter window: milliseconds.
    package init(limit: Int, window: Int64 = 60_000) {
        self.limit = limit
        self.window = window
    }

    /// Bans the address for what it did elsewhere.
    package mutating func ban(until instant: Int64) { bannedUntil = max(bannedUntil, instant) }

    /// Counts a request of a weight at an instant of the wall clock, in milliseconds.
    package mutating func charge(_ weight: Int, at now: Int64) -> Verdict {
        if now < bannedUntil { return .banned(until: bannedUntil, retryAfter: (bannedUntil - now + 999) / 1_000) }
        let current = now.floored(toMultipleOf: window)
        if current != start {
            start = current
            used = 0
            refusals = 0
        }
        used += weight
        guard used > limit else { return .allowed }
        refusals += 1
        guard refusals > Self.patience else { return .limited(retryAfter: (current + window - now + 999) / 1_000) }
        bannedUntil = now + min(259_200_000, Self.firstBan << min(bans, 12))
        bans += 1
        return .banned(until: bannedUntil, retryAfter: (bannedUntil - now + 999) / 1_000)
    }
}
