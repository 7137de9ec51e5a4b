import Foundation
import PulseCore
import PulseLive
import PulseStore

/// Chooses a session's universe anew each day of the venue, and hands what changes to the session with its candles.
final class UniverseFollower: Sendable {
    private let rule: UniverseRule
    private let store: CandleStore
    private let warmup: PaperWarmup
    private let board: PaperBoard
    private let change: @Sendable (SessionUniverseChange) -> Void
    // A dispatch source is safe to use from any thread.
    nonisolated(unsafe) private let timer: any DispatchSourceTimer
    /// When the venue's clock says that it is time to choose.
    private let due: Guarded<Timestamp>

    /// After a choice that failed, in milliseconds of the venue's clock.
    private static let retry: Int64 = 600_000

    /// Nil where there is no rule to follow.
    /// - Parameter day: the day whose universe the session has.
    init?(
        rule: UniverseRule?, store: CandleStore, warmup: PaperWarmup, day: Timestamp, board: PaperBoard,
        change: @escaping @Sendable (SessionUniverseChange) -> Void
    ) {
        guard let rule else { return nil }
        self.rule = rule
        self.store = store
        self.warmup = warmup
        self.board = board
        self.change = change
        due = Guarded(UniverseRefresh.next(after: day.startOfDay.advanced(byMilliseconds: UniverseRefresh.offset)))
        timer = DispatchSource.makeTimerSource(queue: DispatchQueue(label: "universe"))
    }

    func start() {
        timer.schedule(deadline: .now() + 1, repeating: 1)
        timer.setEventHandler { [self] in look() }
        timer.resume()
    }

    func stop() { timer.cancel() }

    private func look() {
        guard let time = board.status.venueTime, time >= due.withValue({ $0 }) else { return }
        do {
            let listing = PaperListing(history: warmup.history) { [board] in board.note($0) }
            let (now, instruments) = try listing.instruments(.rule(rule), store: store)
            let from = PaperWarmup.end(at: now, warmup.plan.base)
            let joining = PaperWarmup(
                store: store, history: warmup.history, plan: warmup.plan.starting(at: from), sideDays: warmup.sideDays)
            for instrument in instruments { try store.setInstrument(instrument) }
            try joining.fetch(try joining.missing(instruments.map(\.id))) { _ in }
            change(
                SessionUniverseChange(
                    joining: try instruments.map { try joining.read($0) }, from: from, wanted: instruments.map(\.id)))
            board.universeChosen()
            due.withValue { $0 = UniverseRefresh.next(after: time) }
        } catch {
            // Tried again in a while; until then the universe stays as it is.
            board.universeFailed("\(error)")
            due.withValue { $0 = time.advanced(byMilliseconds: Self.retry) }
        }
    }
}
