import Foundation
import Synchronization

/// Threads that parse files, the earliest unparsed one first.
final class ParserThreads: Sendable {
    private let next = Atomic<Int>(0)
    private let running = DispatchGroup()

    init(count: Int, files: [CandleFile], queues: [BatchQueue]) {
        for _ in 0..<count {
            running.enter()
            let thread = Thread { [self] in
                while true {
                    let index = next.add(1, ordering: .relaxed).oldValue
                    guard index < files.count else { break }
                    CandleFileParser(file: files[index], queue: queues[index]).run()
                }
                running.leave()
            }
            thread.start()
        }
    }

    /// Waits until all threads have ended.
    func join() { running.wait() }
}
