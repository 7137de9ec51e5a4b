import Foundation

/// Answers on their way to the session's thread. As many as there are requests in flight, which are one an instrument.
final class ReplyBox: Sendable {
    private let lock = NSLock()
    nonisolated(unsafe) private var replies: [SessionReply] = []

    func post(_ reply: SessionReply) { lock.withLock { replies.append(reply) } }

    func take() -> [SessionReply] {
        lock.withLock {
            defer { replies.removeAll() }
            return replies
        }
    }
}
