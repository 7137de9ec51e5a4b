import CProcessor
import Foundation
import PulseCore
import PulseLive
import PulseTesting
import Testing

@Suite("Threads that share small pieces of work")
struct WorkerPoolTests {
    /// How often each piece was done.
    private func counted(_ pool: WorkerPool, _ count: Int) -> [Int] {
        let done = Guarded([Int](repeating: 0, count: count))
        pool.perform(count) { piece in done.withValue { $0[piece] += 1 } }
        return done.withValue { $0 }
    }

    @Test("every piece is done once, whatever their number, awake or asleep", arguments: 0...3)
    func everyPieceOnce(helpers: Int) {
        var random = SplitMix64(seed: UInt64(helpers))
        let pool = WorkerPool(helpers: helpers)
        for _ in 0..<500 {
            let count = Int(random.uniform() * 40)
            if random.uniform() < 0.3 { pool.call() }
            // Now and then so long that the threads have gone to sleep, or are about to.
            if random.uniform() < 0.1 { usleep(UInt32(random.uniform() * 2 * Double(WorkerPool.attention) / 1_000)) }
            let done = counted(pool, count)
            #expect(done == [Int](repeating: 1, count: count))
        }
    }

    @Test("threads take part: pieces that wait for one another all end", arguments: 1...3)
    func threadsTakePart(helpers: Int) {
        let pool = WorkerPool(helpers: helpers)
        for round in 0..<20 {
            if round % 5 == 0 { usleep(UInt32(2 * WorkerPool.attention / 1_000)) }
            let (condition, begun) = (NSCondition(), Guarded(0))
            let met = Guarded(0)
            pool.perform(helpers + 1) { _ in
                let limit = Date(timeIntervalSinceNow: 60)
                condition.withLock {
                    begun.withValue { $0 += 1 }
                    condition.broadcast()
                    while begun.withValue({ $0 }) <= helpers, condition.wait(until: limit) {}
                    if begun.withValue({ $0 }) == helpers + 1 { met.withValue { $0 += 1 } }
                }
            }
            #expect(met.withValue { $0 } == helpers + 1)
        }
    }

    @Test("what the pieces wrote can be read behind them", arguments: 1...3)
    func writesAreSeen(helpers: Int) {
        let pool = WorkerPool(helpers: helpers)
        for round in 1...2_000 {
            var values = [Int](repeating: 0, count: 24)
            values.withUnsafeMutableBufferPointer { buffer in
                nonisolated(unsafe) let buffer = buffer
                pool.perform(buffer.count) { buffer[$0] = round + $0 }
            }
            #expect(values == (0..<24).map { round + $0 })
        }
    }

    @Test("a pool that is gone leaves nothing behind that waits")
    func threadsEnd() async throws {
        let held = Guarded<[Weak]>([])
        for _ in 0..<10 {
            let pool = WorkerPool(helpers: 2)
            let token = Token()
            held.withValue { $0.append(Weak(value: token)) }
            pool.perform(8) { _ in withExtendedLifetime(token) {} }
        }
        // The threads hold the last job for a moment at most.
        for _ in 0..<200 where held.withValue({ $0.contains { $0.value != nil } }) { try await Task.sleep(for: .milliseconds(50)) }
        #expect(held.withValue { $0.allSatisfy { $0.value == nil } })
    }

    #if os(Linux)
        @Test("the threads of pools that are gone end")
        func threadsAreGone() async throws {
            /// Threads of this process that bear a worker's name; other tests have some too.
            func workers() throws -> Int {
                let tasks = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task")
                return tasks.count { (try? String(contentsOfFile: "/proc/self/task/\($0)/comm", encoding: .utf8)) == "worker\n" }
            }
            var pools = (0..<50).map { _ in WorkerPool(helpers: 3) }
            for pool in pools { pool.perform(8) { _ in } }
            // A thread names itself when it begins; of some the system does not hear it.
            for _ in 0..<200 where try workers() < 100 { try await Task.sleep(for: .milliseconds(50)) }
            #expect(try workers() >= 100)
            pools = []
            for _ in 0..<200 where try workers() > 60 { try await Task.sleep(for: .milliseconds(50)) }
            #expect(try workers() <= 60)
        }
    #endif

    private final class Token: Sendable {}
    private struct Weak: @unchecked Sendable {
        weak var value: Token?
    }

    @Test("a thread that is to keep off a processor is moved from it, where there is another")
    func keepsOff() async {
        let hasMoved = await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                let before = processor_current()
                let allowed = Int(processor_allowed())
                guard processor_avoid(processor_thread(), before) != 0 else { return continuation.resume(returning: Bool?.none) }
                // A pool makes no threads for processors that it may not use.
                let isCounted = processor_allowed() == allowed - 1 && WorkerPool().helpers == min(3, allowed - 2)
                continuation.resume(returning: isCounted && processor_current() != before)
            }
        }
        // Nil: a single processor, or a system that does not tell.
        #expect(hasMoved ?? true)
        #expect(processor_avoid(processor_thread(), -1) == 0)
        #expect(processor_avoid(processor_thread(), 1 << 20) == 0)
    }
}
