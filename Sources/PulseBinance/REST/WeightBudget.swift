import PulseCore

/// What may still be asked of a server that counts requests, by weight, in windows of the calendar (not sliding ones).
///
/// A value with the time given to it: no clock, no waiting. The server's own count, which other programs behind the same address add to,
/// is taken over whenever it is higher.
public struct WeightBudget: Hashable, Sendable {
    public enum Decision: Hashable, Sendable {
        /// Counted; the request may go.
        case go
        /// Not before this time, in milliseconds.
        case wait(until: Int64)
    }

    /// What this program allows itself in a window.
    public let allowance: Int
    /// Milliseconds.
    public let window: Int64
    /// Used in the current window, as far as is known.
    public private(set) var used = 0
    /// Until when the server has forbidden requests; 0 where it has not.
    public private(set) var blockedUntil: Int64 = 0
    private var current: Int64 = .min

    /// - Parameter limit: the server's.
    /// - Parameter share: the part of it that this program takes, the rest being others'; 0...1.
    public init(limit: Int, window: Int64 = 60_000, share: Double = 0.8) {
        allowance = max(1, Int(Double(limit) * min(max(share, 0), 1)))
        self.window = window
    }

    /// Asks for a request. One that is heavier than the whole allowance may go into an empty window.
    public mutating func admit(_ weight: Int, at now: Int64) -> Decision {
        if now < blockedUntil { return .wait(until: blockedUntil) }
        roll(now)
        if used > 0, used + weight > allowance { return .wait(until: (current + 1) * window) }
        used += weight
        return .go
    }

    /// Takes over the server's count of the window.
    public mutating func observe(used count: Int, at now: Int64) {
        roll(now)
        used = max(used, count)
    }

    /// The server refused (429, 418): nothing goes before that time. A later end wins.
    public mutating func block(until time: Int64) {
        blockedUntil = max(blockedUntil, time)
    }

    /// The end of the current window.
    public func windowEnd(at now: Int64) -> Int64 { (now.floored(toMultipleOf: window)) + window }

    private mutating func roll(_ now: Int64) {
        let index = now.floored(toMultipleOf: window) / window
        guard index != current else { return }
        current = index
        used = 0
    }
}
