import Foundation
import PulseCore
import PulseLive
import PulseStore

/// Chooses a session's universe anew each day of the venue, and hands what changes to the session with its candles.
final class UniverseFollower: Sendable {
    private let rule: UniverseRule
    private let store: CandleStore
    private let warmup: PaperWarmup
    private let venueTime: @Sendable () -> Timestamp?
    private let change: @Sendable (SessionUniverseChange) -> Void
    // A dispatch source is safe to use from any thread.
    nonisolated(unsafe) private let timer: any DispatchSourceTimer
    /// The day whose universe is followed.
    private let day: Guarded<Int64>

    /// A day's volumes are asked for so long after it began, in milliseconds.
    private static let delay: Int64 = 60_000

    /// Nil where there is no rule to follow.
    /// - Parameter day: the day whose universe the session has.
    init?(
        rule: UniverseRule?, store: CandleStore, warmup: PaperWarmup, day: Timestamp,
        venueTime: @escaping @Sendable () -> Timestamp?, change: @escaping @Sendable (SessionUniverseChange) -> Void
    ) {
        guard let rule else { return nil }
        self.rule = rule
        self.store = store
        self.warmup = warmup
        self.venueTime = venueTime
        self.change = change
        self.day = Guarded(day.milliseconds)
        timer = DispatchSource.makeTimerSource(queue: DispatchQueue(label: "universe"))
    }

    func start() {
        timer.schedule(deadline: .now() + 1, repeating: 1)
        timer.setEventHandler { [self] in look() }
        timer.resume()
    }

    func stop() { timer.cancel() }

    private func look() {
        guard let time = venueTime(), time.milliseconds >= day.withValue({ $0 }) + Timestamp.day + Self.delay else { return }
        do {
            let (now, instruments) = try PaperListing(history: warmup.history).instruments(.rule(rule), store: store)
            let from = PaperWarmup.end(at: now, warmup.plan.base)
            let joining = PaperWarmup(
                store: store, history: warmup.history, plan: warmup.plan.starting(at: from), sideDays: warmup.sideDays)
            for instrument in instruments { try store.setInstrument(instrument) }
            _ = try joining.fetch(instruments.map(\.id)) { _ in }
            change(
                SessionUniverseChange(
                    joining: try instruments.map { try joining.read($0) }, from: from, wanted: instruments.map(\.id)))
            day.withValue { $0 = time.startOfDay.milliseconds }
        } catch {
            // Tried again in a while; until then the universe stays as it is.
            Console.note("warning: the universe could not be chosen anew: \(error)")
            day.withValue { $0 += 600_000 }
        }
    }
}
