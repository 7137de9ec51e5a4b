import Foundation

/// Hands batches from the thread that parses a file to the one that writes, a bounded number at a time (P9).
final class BatchQueue: @unchecked Sendable {
    /// Batches that may wait: about 10 MiB a file.
    private static let capacity = 16

    enum Message: Sendable {
        case recognized(RecognizedFile)
        case batch(CandleBatch)
        case finished(ParseSummary)
        case failed(any Error)
    }

    // All state is guarded by the condition's lock, hence the unchecked conformance.
    private let condition = NSCondition()
    private var messages: [Message] = []
    private var isCancelled = false

    /// Waits for room and adds a message; false if nobody wants it any more.
    func push(_ message: Message) -> Bool {
        condition.lock()
        defer { condition.unlock() }
        while messages.count >= Self.capacity, !isCancelled { condition.wait() }
        guard !isCancelled else { return false }
        messages.append(message)
        condition.broadcast()
        return true
    }

    /// Waits for a message and takes it.
    func pop() -> Message {
        condition.lock()
        defer { condition.unlock() }
        while messages.isEmpty { condition.wait() }
        condition.broadcast()
        return messages.removeFirst()
    }

    /// Tells the parser that nobody wants its batches.
    func cancel() {
        condition.lock()
        defer { condition.unlock() }
        isCancelled = true
        messages = []
        condition.broadcast()
    }
}
