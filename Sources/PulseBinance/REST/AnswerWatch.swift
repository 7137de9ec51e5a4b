import Synchronization

/// Notices an answer that does not come on: one may be long and its line slow, so what counts is the time since its last piece. And one
/// that comes in drops, so that it would never end.
final class AnswerWatch: Sendable {
    /// The whole of an answer may take so many times what a piece may.
    private static let pieces = 20

    private let patience: Duration
    private let last: Mutex<ContinuousClock.Instant>

    /// - Parameter timeout: seconds without a piece.
    init(timeout: Double) {
        patience = .seconds(timeout)
        last = Mutex(.now)
    }

    /// A piece came.
    func heard() { last.withLock { $0 = .now } }

    /// Waits until the answer is late; returns what it is late with. Time in which this process had no turn does not count.
    func lateness() async throws -> String {
        heard()
        var rest = patience * Self.pieces
        while true {
            let began = ContinuousClock.now
            let due = last.withLock { $0 } + patience
            try await Task.sleep(until: due, clock: .continuous)
            let now = ContinuousClock.now
            rest -= min(now - began, patience)
            if rest <= .zero { return "no whole answer before the deadline, \(patience * Self.pieces)" }
            if now >= due + patience / 2 {
                heard()
            } else if now >= last.withLock({ $0 }) + patience {
                return "nothing of the answer for \(patience), the deadline"
            }
        }
    }
}
