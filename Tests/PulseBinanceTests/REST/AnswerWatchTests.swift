import PulseBinance
import Synchronization
import Testing

/// How long an answer may take, by a clock that a test moves.
@Suite("Deadline of answers")
struct AnswerWatchTests {
    /// A clock on which time passes in sleeps alone. Each of them ends late by what the test says; a second before its time something may happen.
    private final class Sleepy: Clock, Sendable {
        struct Instant: InstantProtocol {
            var time: Duration

            func advanced(by duration: Duration) -> Instant { Instant(time: time + duration) }
            func duration(to other: Instant) -> Duration { other.time - time }
            static func < (one: Instant, other: Instant) -> Bool { one.time < other.time }
        }

        let minimumResolution = Duration.zero
        private let time = Mutex(Instant(time: .zero))
        private let sleeps = Mutex(0)
        private let delay: @Sendable (Int) -> Duration
        let beforeTheEnd = Mutex<(@Sendable () -> Void)?>(nil)

        init(delay: @escaping @Sendable (Int) -> Duration) { self.delay = delay }

        var now: Instant { time.withLock { $0 } }
        var count: Int { sleeps.withLock { $0 } }

        func sleep(until deadline: Instant, tolerance: Duration?) async throws {
            let number = sleeps.withLock { count in
                count += 1
                return count
            }
            time.withLock { $0 = max($0, deadline.advanced(by: .seconds(-1))) }
            beforeTheEnd.withLock { $0 }?()
            time.withLock { $0 = max($0, deadline).advanced(by: delay(number)) }
        }
    }

    @Test("An answer of which nothing comes is late after its deadline")
    func nothing() async throws {
        let clock = Sleepy { _ in .zero }
        let text = try await AnswerWatch(timeout: 10, clock: clock).lateness()
        #expect(text == "nothing of the answer for 10.0 seconds, the deadline" && clock.now.time == .seconds(10))
    }

    @Test("Time in which the process had no turn is not counted against an answer")
    func noTurn() async throws {
        let clock = Sleepy { $0 <= 3 ? .seconds(60) : .zero }
        let text = try await AnswerWatch(timeout: 10, clock: clock).lateness()
        #expect(text.hasPrefix("nothing of the answer"))
        #expect(clock.count == 4 && clock.now.time == .seconds(3 * 70 + 10))
    }

    @Test("A little late is late")
    func littleLate() async throws {
        let clock = Sleepy { _ in .seconds(4) }
        _ = try await AnswerWatch(timeout: 10, clock: clock).lateness()
        #expect(clock.count == 1)
    }

    @Test("An answer that comes in drops is late after twenty times the deadline")
    func drops() async throws {
        let clock = Sleepy { _ in .zero }
        let watch = AnswerWatch(timeout: 10, clock: clock)
        clock.beforeTheEnd.withLock { $0 = { watch.heard() } }
        let text = try await watch.lateness()
        #expect(text == "no whole answer before the deadline, 200.0 seconds")
        #expect((.seconds(200)..<Duration.seconds(210)).contains(clock.now.time))
    }
}
