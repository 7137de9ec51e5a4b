import Foundation
import PulseBinance
import PulseCore
import PulseEngine
import PulseLive
import PulseStore
import Synchronization

/// Shows a session while it runs: makes a status of each snapshot, derives rates, health and alerts, paints the terminal and writes the metrics.
final class PaperBoard: SessionObserver, Sendable {
    private struct State {
        var status: SessionStatus
        var monitor: SessionMonitor
        var began = SystemClock().now()
        var phaseBegan = SystemClock().now()
        var day: Int64 = 0
        var failures: [String] = []
        var alerts: [AlertEvent] = []
        /// For the journal, beside alerts.
        var notes: [String] = []
    }

    private let state: Mutex<State>
    private let painter: Painter
    private let spans = LatencyInbox()
    private let folder: URL
    private let feeds: Mutex<PaperFeeds?>
    /// Figures are made and painted here, so that no frame waits for them.
    private let painting = DispatchQueue(label: "board")
    /// The newest snapshot that is not painted yet.
    private let shown = Mutex<SessionSnapshot?>(nil)
    /// Requests that failed, of which the last are kept for the end's report.
    private static let keptFailures = 8

    /// Nanoseconds between two reckonings of percentiles: each takes milliseconds of a processor that verdicts may want.
    private static let percentiles: UInt64 = 5_000_000_000

    /// What belongs to the queue that paints.
    private final class Painter: @unchecked Sendable {
        let view: TerminalView?
        var latencies = LatencyRecorder()
        var reckonedAt: UInt64 = 0

        init(_ view: TerminalView?) { self.view = view }
    }

    init(_ status: SessionStatus, alerts: [AlertRule], view: TerminalView?, folder: URL) {
        state = Mutex(State(status: status, monitor: SessionMonitor(alerts: alerts)))
        painter = Painter(view)
        self.folder = folder
        feeds = Mutex(nil)
    }

    func attach(_ feeds: PaperFeeds) { self.feeds.withLock { $0 = feeds } }

    /// The session is busy with something else now.
    func enter(_ phase: SessionPhase, total: Int = 0) {
        state.withLock { state in
            let now = SystemClock().now()
            if let last = state.status.steps.indices.last { state.status.steps[last].seconds = Double(now - state.phaseBegan) / 1e9 }
            state.phaseBegan = now
            state.status.phase = phase
            state.status.steps.append(SessionStep(phase, seconds: 0, total: total))
        }
        show()
    }

    func progress(_ count: Int) {
        state.withLock { state in
            if let last = state.status.steps.indices.last { state.status.steps[last].done += count }
        }
    }

    /// Shows what there is, and waits for it.
    func show() { painting.sync { paint(isWhole: true) } }

    /// Paints; with percentiles of this moment where it is to be `isWhole`.
    private func paint(isWhole: Bool = false) {
        if let snapshot = shown.withLock({ $0.take() }) {
            let counts = feeds.withLock { $0?.counts ?? [] }
            state.withLock { state in
                state.status.take(counts, now: SystemClock().now())
                state.status.take(snapshot)
            }
        }
        for span in spans.take() { painter.latencies.record(span.stage, nanoseconds: span.nanoseconds) }
        let reckoned = reckon(isWhole: isWhole)
        let (status, isDue) = state.withLock { state -> (SessionStatus, Bool) in
            let now = SystemClock().now()
            state.status.uptime = Double(now - state.began) / 1e9
            if let last = state.status.steps.indices.last { state.status.steps[last].seconds = Double(now - state.phaseBegan) / 1e9 }
            if let reckoned { (state.status.latencies, state.status.recentLatencies) = reckoned }
            let observation = state.monitor.observe(&state.status)
            state.alerts += observation.events
            return (state.status, observation.isMetricsDue)
        }
        painter.view?.show(status)
        guard isDue else { return }
        painter.latencies.rotate()
        try? metrics.write(to: folder.appendingPathComponent("metrics.prom"), atomically: true, encoding: .utf8)
    }

    /// Percentiles since the start and of late; nil where the last ones are young enough.
    private func reckon(isWhole: Bool) -> ([LatencySummary], [LatencySummary])? {
        let now = SystemClock().now()
        guard isWhole || now >= painter.reckonedAt + Self.percentiles else { return nil }
        painter.reckonedAt = now
        return (painter.latencies.summaries(), painter.latencies.recentSummaries())
    }

    /// What Prometheus is told.
    var metrics: String { PrometheusText.render(MetricsSnapshot(status)) }

    var status: SessionStatus { state.withLock { $0.status } }

    func takeAlerts() -> [String] {
        state.withLock { state in
            defer {
                state.alerts.removeAll()
                state.notes.removeAll()
            }
            return state.notes + state.alerts.map { "alert \($0.kind.rawValue): \($0.message)" }
        }
    }

    /// Something for the journal; from any thread.
    func note(_ text: String) { state.withLock { $0.notes.append(text) } }

    /// A day's universe could not be chosen: journalled, an alert while it stands, and told at the end.
    func universeFailed(_ reason: String) {
        let text = "the universe could not be chosen anew: \(reason)"
        note(text)
        requestFailed(text)
        state.withLock { $0.status.universeFailures += 1 }
    }

    /// The session's universe is that of the day.
    func universeChosen() { state.withLock { $0.status.universeFailures = 0 } }

    /// The last reasons why the venue's history could not be asked.
    var failures: [String] { state.withLock { $0.failures } }

    func finish() {
        show()
        try? metrics.write(to: folder.appendingPathComponent("metrics.prom"), atomically: true, encoding: .utf8)
        painter.view?.stop()
    }

    func sessionShows(_ snapshot: SessionSnapshot) {
        let isWaiting = shown.withLock { shown in
            defer { shown = snapshot }
            return shown != nil
        }
        if !isWaiting { painting.async { [self] in paint() } }
    }

    /// Nanoseconds from a frame's arrival until its messages were in the buffer; from the sockets' threads.
    func decodeTook(_ nanoseconds: UInt64) { spans.add(.frameToDecoded, nanoseconds: nanoseconds) }
    func verdictTook(_ nanoseconds: UInt64) { spans.add(.frameToVerdict, nanoseconds: nanoseconds) }
    func sliceTook(_ nanoseconds: UInt64) { spans.add(.sliceToSignals, nanoseconds: nanoseconds) }
    func journalTook(_ nanoseconds: UInt64) { spans.add(.journalCommit, nanoseconds: nanoseconds) }
    func sessionFollows(_ instruments: [(id: InstrumentID, index: Int)]) { feeds.withLock { $0?.follow(instruments) } }

    func requestFailed(_ reason: String) {
        state.withLock { state in
            state.failures.append(reason)
            if state.failures.count > Self.keptFailures { state.failures.removeFirst() }
        }
    }
}
