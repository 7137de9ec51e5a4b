import Foundation
import Synchronization

/// A progress bar on standard error: label, share, bar, rate and time left. Nothing where standard error is not a terminal or `--quiet` is given.
///
/// May be advanced from several threads; draws at most ten times a second.
final class ProgressBar: Sendable {
    private struct State {
        var done = 0
        var total: Int
        var lastDrawn = 0.0
        var isDrawn = false
        var note = ""
    }

    private let label: String
    private let unit: String
    private let isShown: Bool
    private let started = ProcessInfo.processInfo.systemUptime
    private let state: Mutex<State>

    init(_ label: String, total: Int, unit: String, isQuiet: Bool) {
        self.label = label
        self.unit = unit
        isShown = !isQuiet && Console.isErrorTerminal
        state = Mutex(State(total: total))
    }

    /// Adds `count` to what is done; a note stands at the end of the line until there is another.
    func advance(by count: Int, note: String? = nil) {
        guard isShown else { return }
        state.withLock { state in
            state.done += count
            state.note = note ?? state.note
            let now = ProcessInfo.processInfo.systemUptime
            guard now - state.lastDrawn >= 0.1 else { return }
            state.lastDrawn = now
            state.isDrawn = true
            draw(state, elapsed: now - started)
        }
    }

    /// Changes the label's goal, for work whose size shows only on the way.
    func expect(total: Int) {
        state.withLock { $0.total = total }
    }

    /// Clears the line.
    func finish() {
        guard isShown else { return }
        state.withLock { state in
            if state.isDrawn { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
            state.isDrawn = false
        }
    }

    private func draw(_ state: State, elapsed: Double) {
        let (done, total) = (state.done, state.total)
        let share = total > 0 ? min(1, Double(done) / Double(total)) : 0
        let width = 24
        let filled = Int(share * Double(width))
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
        let rate = elapsed > 0 ? Double(done) / elapsed : 0
        let left = rate > 0 ? Double(max(0, total - done)) / rate : 0
        let line =
            "\(label)  \(Int(share * 100))% │\(bar)│ \(done)/\(total) "
            + "[\(Self.clock(elapsed))<\(Self.clock(left)), \(Self.compact(rate)) \(unit)/s]\(state.note)"
        FileHandle.standardError.write(Data("\r\u{1B}[K\(line)".utf8))
    }

    /// `03:25`, or hours in front when there are any.
    static func clock(_ seconds: Double) -> String {
        let whole = Int(min(seconds, 359_999))
        let minutes = String(format: "%02d:%02d", whole / 60 % 60, whole % 60)
        return whole >= 3_600 ? "\(whole / 3_600):\(minutes)" : minutes
    }

    /// `1.25M`, `820k`, `37`.
    static func compact(_ number: Double) -> String {
        switch number {
        case 1e9...: String(format: "%.2fG", number / 1e9)
        case 1e6...: String(format: "%.2fM", number / 1e6)
        case 1e4...: String(format: "%.0fk", number / 1e3)
        default: String(format: "%.0f", number)
        }
    }
}
