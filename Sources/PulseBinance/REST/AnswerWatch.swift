import Synchronization

/// Notices an answer that does not come on: one may be long and its line slow, so what counts is the time since its last piece. And one
/// that comes in drops, so that it would never end.
package final class AnswerWatch<Time: Clock>: Sendable where Time.Duration == Duration {
    /// The whole of an answer may take so many times what a piece may.
    private static var pieces: Int { 20 }

    private let clock: Time
    private let patience: Duration
    private let last: Mutex<Time.Instant>

    /// - Parameter timeout: seconds without a piece.
    package init(timeout: Double, clock: Time) {
        self.clock = clock
        patience = .seconds(timeout)
        last = Mutex(clock.now)
    }

    /// A piece came.
    package func heard() { last.withLock { $0 = clock.now } }

    /// Waits until the answer is late; returns what it is late with. Time in which this process had no turn does not count.
    package func lateness() async throws -> String {
        heard()
        var rest = patience * Self.pieces
        while true {
            let began = clock.now
            let due = last.withLock { $0 }.advanced(by: patience)
            try await clock.sleep(until: due, tolerance: nil)
            let now = clock.now
            rest -= min(began.duration(to: now), patience)
            if rest <= .zero { return "no whole answer before the deadline, \(patience * Self.pieces)" }
            if now >= due.advanced(by: patience / 2) {
                heard()
            } else if now >= last.withLock({ $0 }).advanced(by: patience) {
                return "nothing of the answer for \(patience), the deadline"
            }
        }
    }
}
