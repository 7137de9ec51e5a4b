import CProcessor
import Foundation
import Synchronization

/// What a `WorkerPool` and its threads know of one another.
final class WorkerBoard: @unchecked Sendable {
    private let count = Atomic<Int>(0)
    private let condition = NSCondition()
    // Guarded by the condition.
    private var job: WorkerJob?
    private var sleepers = 0
    private var isClosed = false
    private var threads: [Int32] = []
    /// The processor that the threads keep away from.
    private var avoided: Int32 = -1

    /// Calls so far.
    var calls: Int { count.load(ordering: .acquiring) }

    /// The calling thread is one of the pool's.
    func enter() {
        condition.withLock {
            threads.append(processor_thread())
            _ = processor_avoid(processor_thread(), avoided)
        }
    }

    /// Calls the threads, to a job if there is one.
    func call(_ job: WorkerJob? = nil, isLast: Bool = false) {
        let processor = processor_current()
        condition.withLock {
            if processor != avoided, !isLast {
                for thread in threads { _ = processor_avoid(thread, processor) }
                avoided = processor
            }
            self.job = job
            isClosed = isLast
            count.wrappingAdd(1, ordering: .releasing)
            if sleepers > 0 { condition.broadcast() }
        }
    }

    /// Waits until there are more calls than were `seen`. Returns the last one's job, and whether there will be no other call.
    func wait(seen: inout Int) -> (job: WorkerJob?, isLast: Bool) {
        condition.withLock {
            sleepers += 1
            while calls == seen { condition.wait() }
            sleepers -= 1
            seen = calls
            return (job, isClosed)
        }
    }
}
