import Foundation
import PulseCore

/// Between the sockets' threads and the session's: bounded, in order of arrival.
///
/// At its bound (P9) it first sheds what is superseded (forming candles, quotes, mark prices) and counts that; what must not be lost
/// (closed candles, trades, what happened to connections) is always taken, and the feeds are told to stop reading, so that the venue's
/// side of the socket holds the rest, until the reader has taken what there is.
public final class FeedBuffer: FeedSink {
    /// What passed through.
    public struct Counts: Hashable, Sendable {
        public var received = 0
        public var shed = 0
        /// Times that feeds were told to wait.
        public var pauses = 0
        /// The most messages that ever waited.
        public var peak = 0

        public init(received: Int = 0, shed: Int = 0, pauses: Int = 0, peak: Int = 0) {
            self.received = received
            self.shed = shed
            self.pauses = pauses
            self.peak = peak
        }
    }

    public let capacity: Int
    private let lock = NSCondition()
    // Guarded by the lock.
    nonisolated(unsafe) private var waiting: [FeedMessage] = []
    nonisolated(unsafe) private var isPaused = false
    nonisolated(unsafe) private var isWoken = false
    nonisolated(unsafe) private var counted = Counts()

    private let clock: any SessionClock
    private let decoded: @Sendable (UInt64) -> Void

    /// - Parameter decoded: is told the nanoseconds from the arrival of a read's first frame until its messages are here, on the socket's thread.
    public init(
        capacity: Int = 65_536, clock: any SessionClock = SystemClock(), decoded: @escaping @Sendable (UInt64) -> Void = { _ in }
    ) {
        precondition(capacity > 0, "a buffer holds something")
        self.clock = clock
        self.decoded = decoded
        self.capacity = capacity
        waiting.reserveCapacity(min(capacity, 4_096))
    }

    public func receive(_ messages: [FeedMessage]) -> Bool {
        if let arrived = messages.first?.receivedAt, arrived > 0 { decoded(clock.now() &- arrived) }
        return lock.withLock {
            counted.received += messages.count
            waiting += messages
            if waiting.count > capacity { shed() }
            counted.peak = max(counted.peak, waiting.count)
            if !isPaused, waiting.count >= capacity {
                isPaused = true
                counted.pauses += 1
            }
            lock.signal()
            return !isPaused
        }
    }

    public var isReady: Bool { lock.withLock { !isPaused } }

    public var counts: Counts { lock.withLock { counted } }

    /// Messages that wait now.
    public var waitingCount: Int { lock.withLock { waiting.count } }

    /// Moves everything that waits into `messages`; waits up to `seconds` for the first. False where there was nothing.
    public func drain(into messages: inout [FeedMessage], waiting seconds: Double) -> Bool {
        let limit = Date(timeIntervalSinceNow: seconds)
        return lock.withLock {
            while waiting.isEmpty, !isWoken {
                guard lock.wait(until: limit) else { break }
            }
            isWoken = false
            guard !waiting.isEmpty else { return false }
            if messages.isEmpty {
                swap(&messages, &waiting)
            } else {
                messages.append(contentsOf: waiting)
                waiting.removeAll(keepingCapacity: true)
            }
            isPaused = false
            return true
        }
    }

    /// Ends the reader's present wait, or its next one: something else than messages has come.
    public func wake() {
        lock.withLock {
            isWoken = true
            lock.signal()
        }
    }

    /// Leaves out what a newer message of its kind and instrument supersedes. Called with the lock held.
    private func shed() {
        var seen = Set<Key>()
        var kept: [FeedMessage] = []
        kept.reserveCapacity(waiting.count)
        for message in waiting.reversed() {
            if message.event.isSuperseded, let key = Key(message.event), !seen.insert(key).inserted {
                counted.shed += 1
            } else {
                kept.append(message)
            }
        }
        kept.reverse()
        waiting = kept
    }

    /// What a message is superseded by.
    private struct Key: Hashable {
        var instrument: Int
        var kind: Int

        init?(_ event: FeedEvent) {
            switch event {
            case .candle(let update): (instrument, kind) = (update.instrument, Int(update.timeframe.milliseconds / 1_000))
            case .quote(let quote): (instrument, kind) = (quote.instrument, -1)
            case .markPrice(let price): (instrument, kind) = (price.instrument, -2)
            default: return nil
            }
        }
    }
}
