import Foundation

/// Shows a session's statuses: on a terminal as a screen of its own that is repainted in place, elsewhere as one line every 30 seconds.
///
/// Only lines that changed are written. The terminal is given back on `stop`, at the program's exit and on signals that end it
/// (`TerminalRestoration`). Used by one thread.
public final class TerminalView {
    /// Seconds between the lines that are written where there is no terminal.
    public static let logInterval = 30.0

    private let descriptor: Int32
    private let usesColour: Bool
    private let isTerminal: Bool
    private var painted: [String] = []
    private var size: (width: Int, height: Int)?
    private var isStarted = false
    private var lastLogged: (uptime: Double, phase: SessionPhase)?

    /// - Parameters:
    ///   - descriptor: of the file that is written to; standard error, since results go to standard output.
    ///   - usesColour: whether colour is wanted where it is possible; `NO_COLOR` and `TERM=dumb` are respected in any case.
    ///   - isPlain: lines even on a terminal.
    public init(
        descriptor: Int32 = STDERR_FILENO, usesColour: Bool = true, isPlain: Bool = false,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) {
        self.descriptor = descriptor
        let isDumb = environment["TERM"] == "dumb"
        self.usesColour = usesColour && (environment["NO_COLOR"] ?? "").isEmpty && !isDumb
        isTerminal = !isPlain && !isDumb && isatty(descriptor) != 0
    }

    /// Shows a status. The first one takes the screen.
    public func show(_ status: SessionStatus) {
        if isTerminal { paint(status) } else { log(status) }
    }

    /// Gives the terminal back. What is shown afterwards takes it again.
    public func stop() {
        guard isStarted else { return }
        isStarted = false
        TerminalRestoration.restore()
        painted = []
        size = nil
    }

    private func paint(_ status: SessionStatus) {
        if !isStarted {
            isStarted = true
            painted = []
            size = nil
        }
        // Also after the program was stopped and continued, which gave the screen back.
        if TerminalRestoration.take(descriptor) { size = nil }
        let now = measure()
        var text = ""
        if size.map({ $0 != now }) ?? true {
            size = now
            painted = []
            text += "\u{1B}[2J"
        }
        let lines = SessionScreen.lines(status, width: now.width, height: now.height, usesColour: usesColour)
        text += Self.update(from: painted, to: lines)
        painted = lines
        // Terminals that know synchronized output show the whole change at once; the others ignore the marks.
        if !text.isEmpty { write("\u{1B}[?2026h\(text)\u{1B}[?2026l") }
    }

    /// What turns one picture into another: of each line that differs its place, the erasure of what was there, and its text.
    ///
    /// Erased first: after a line that fills the last column the cursor stands on it, and erasing from there would take the letter away.
    package static func update(from old: [String], to new: [String]) -> String {
        var text = ""
        for (row, line) in new.enumerated() where row >= old.count || old[row] != line {
            text += "\u{1B}[\(row + 1);1H\u{1B}[2K\(line)"
        }
        return text
    }

    private func log(_ status: SessionStatus) {
        if let last = lastLogged, last.phase == status.phase, status.uptime - last.uptime < Self.logInterval { return }
        lastLogged = (status.uptime, status.phase)
        write(SessionScreen.summary(status) + "\n")
    }

    /// Columns and rows, of the terminal where it knows them.
    private func measure() -> (width: Int, height: Int) {
        var window = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &window) == 0, window.ws_col > 0, window.ws_row > 0 else { return (80, 24) }
        return (min(1_000, Int(window.ws_col)), min(500, Int(window.ws_row)))
    }

    /// A terminal that is gone must not end the session: what cannot be written is left out.
    private func write(_ text: String) {
        let bytes = Array(text.utf8)
        var offset = 0
        while offset < bytes.count {
            let count = bytes[offset...].withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            offset += count
        }
    }
}
