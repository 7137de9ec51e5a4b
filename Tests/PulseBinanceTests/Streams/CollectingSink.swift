import PulseCore
import Synchronization

/// Keeps what a feed delivers; may be told to be slow.
final class CollectingSink: FeedSink {
    private struct State {
        var events: [FeedEvent] = []
        var isReady = true
        var batches = 0
    }

    private let state = Mutex(State())

    func receive(_ messages: [FeedMessage]) -> Bool {
        state.withLock { state in
            state.events += messages.map(\.event)
            state.batches += 1
            return state.isReady
        }
    }

    var isReady: Bool { state.withLock { $0.isReady } }
    var events: [FeedEvent] { state.withLock { $0.events } }
    var batches: Int { state.withLock { $0.batches } }
    func setReady(_ isReady: Bool) { state.withLock { $0.isReady = isReady } }

    /// Closed candles of an instrument, as they came.
    func closed(_ instrument: Int) -> [Candle] {
        events.compactMap { event in
            guard case .candle(let update) = event, update.instrument == instrument, update.isClosed else { return nil }
            return update.candle
        }
    }
}
