import Dispatch
import Synchronization

/// Work spread over threads with results in a fixed order: the number of threads changes nothing but the time (P6).
public enum Parallel {
    /// `work(0)` to `work(count - 1)`, on at most `threads` threads.
    public static func map<Result: Sendable>(_ count: Int, threads: Int, _ work: @Sendable (Int) -> Result) -> [Result] {
        guard threads > 1, count > 1 else { return (0..<count).map(work) }
        let results = Mutex([Result?](repeating: nil, count: count))
        let next = Atomic(0)
        DispatchQueue.concurrentPerform(iterations: min(threads, count)) { _ in
            while true {
                let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard index < count else { return }
                let result = work(index)
                results.withLock { $0[index] = result }
            }
        }
        return results.withLock { $0.compactMap(\.self) }
    }
}
