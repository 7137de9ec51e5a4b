import Synchronization

/// Pieces of work that the threads of a `WorkerPool` take one by one.
final class WorkerJob: Sendable {
    private let count: Int
    private let body: @Sendable (Int) -> Void
    private let next = Atomic<Int>(0)
    private let done = Atomic<Int>(0)

    init(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
        self.count = count
        self.body = body
    }

    /// Does pieces until there is none that nobody has begun.
    func work() {
        while true {
            let piece = next.wrappingAdd(1, ordering: .relaxed).oldValue
            guard piece < count else { return }
            body(piece)
            done.wrappingAdd(1, ordering: .releasing)
        }
    }

    /// Whether every piece is done, and what was written meanwhile can be read.
    var isDone: Bool { done.load(ordering: .acquiring) == count }
}
