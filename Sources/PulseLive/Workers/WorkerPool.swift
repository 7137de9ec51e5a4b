import CProcessor
import Foundation

/// Threads that share pieces of work, of some ten microseconds each, with the thread that has them done.
///
/// To wake a thread takes longer than such a piece. So these threads keep looking for work for a while after they were called, and whoever knows that work
/// is near calls them before it is there. And where processors are virtual, Linux takes one that rests for one that its host has taken away, and wakes a
/// thread on the very processor of the thread that wakes it, with the others idle; so these are kept away from their caller's.
package final class WorkerPool: Sendable {
    /// Nanoseconds that a thread looks for work after it was called last.
    package static let attention: UInt64 = 2_000_000
    /// More threads would not find enough to do: a slice's candles come some ten at a time.
    private static let largest = 3
    /// Looks between two offers of the processor to others, one of which may have the work.
    private static let looks = 32

    private let board: WorkerBoard
    /// Threads beside the one that has work done.
    package let helpers: Int

    /// - Parameter helpers: threads beside the one that calls; where nil, one for each other processor that this one may use, three at most.
    package init(helpers: Int? = nil) {
        let allowed = Int(processor_allowed())
        let helpers = helpers ?? min(Self.largest, (allowed > 0 ? allowed : ProcessInfo.processInfo.activeProcessorCount) - 1)
        let board = WorkerBoard()
        self.helpers = helpers
        self.board = board
        for _ in 0..<helpers {
            Thread.detachNewThread {
                Thread.current.name = "worker"
                board.enter()
                var seen = 0
                while true {
                    let limit = DispatchTime.now().uptimeNanoseconds + Self.attention
                    while board.calls == seen, DispatchTime.now().uptimeNanoseconds < limit { Self.look { board.calls != seen } }
                    let (job, isLast) = board.wait(seen: &seen)
                    if isLast { return }
                    job?.work()
                }
            }
        }
    }

    deinit { board.call(isLast: true) }

    /// Says that work is near.
    package func call() {
        if helpers > 0 { board.call() }
    }

    /// Calls `body` once with each number below `count`, on this thread and the others, in any order; returns when all calls have.
    ///
    /// A thread may hold `body` for a moment longer, but calls it no more.
    package func perform(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
        guard helpers > 0, count > 1 else { return (0..<count).forEach(body) }
        let job = WorkerJob(count, body)
        board.call(job)
        job.work()
        while !job.isDone { Self.look { job.isDone } }
        board.call()
    }

    /// Looks some times whether something has happened, then offers the processor to others.
    private static func look(_ hasHappened: () -> Bool) {
        for _ in 0..<looks where hasHappened() { return }
        sched_yield()
    }
}
