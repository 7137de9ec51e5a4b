import Foundation
import PulseTesting
import Testing

/// A session's view on a terminal, as a user sees it.
@Suite("Sessions on a terminal", .enabled(if: Tmux.path != nil)) struct TerminalTests {
    /// Whether the first line, which fills the screen's width, says that the session is live.
    private func isLive(_ lines: [String], columns: Int) -> Bool {
        lines.first.map { $0.count == columns && $0.contains("LIVE") } ?? false
    }

    @Test("a session is painted to the window's size, whatever becomes of it, and leaves the shell's screen behind")
    func paints() throws {
        let program = try Program()
        let instruments = ["binance-um:AAAUSDT", "binance:BBBUSDT"]
        let venue = try RunningVenue(
            program,
            ["--home", "venue", "--instrument"] + instruments
                + ["--synthetic", "7", "--count", "3000", "--from", "2024-01-02", "--speed", "600", "--wait-for-client", "--quiet"])
        let session =
            [Program.url.path, "paper", Program.strategy("rehearsal"), "--name", "one", "--instrument"] + instruments
            + ["--rest", venue.rest, "--stream", try venue.address("stream"), "--speed", "600"]
        let line = session.map { "'\($0)'" }.joined(separator: " ")
        // The shell outlives the key that ends the session, and keeps the window open.
        let tmux = try Tmux(
            "trap : INT; echo before; \(line); echo ended with $?; exec cat", in: program.folder.url, columns: 110, rows: 34)
        let began = try tmux.screen { isLive($0, columns: 110) }
        #expect(isLive(began, columns: 110), "\(began)")
        #expect(try tmux.value("alternate_on") == "1" && tmux.value("cursor_flag") == "0")
        for (columns, rows) in [(160, 40), (80, 24)] {
            try tmux.resize(columns: columns, rows: rows)
            let lines = try tmux.screen { isLive($0, columns: columns) && $0.allSatisfy { $0.count <= columns } }
            #expect(isLive(lines, columns: columns), "\(lines)")
            #expect(lines.allSatisfy { $0.count <= columns }, "\(lines)")
        }
        try tmux.press("C-c")
        let ended = try tmux.screen { $0.contains { $0.hasPrefix("ended with") } }
        #expect(ended.contains { $0.hasPrefix("ended with 0") }, "\(ended)")
        #expect(ended.contains { $0.hasPrefix("before") } && ended.contains { $0.hasPrefix("Prove it  alphapulse audit parity one") })
        #expect(try tmux.value("alternate_on") == "0" && tmux.value("cursor_flag") == "1")
        #expect(venue.stop() == 0)
    }
}
