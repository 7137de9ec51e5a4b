import PulseCore
import PulseLive
import Testing

@Suite struct SessionScreenTests {
    private static func fits(_ lines: [String], _ width: Int, _ height: Int) -> Bool {
        lines.count == height && lines.allSatisfy { (ScreenColumns.count($0) ?? .max) <= width }
    }

    /// Whatever is said, on whatever terminal: so many lines, none too wide, nothing in them that moves the cursor.
    @Test(arguments: 0..<250) func neverWraps(seed: Int) {
        var random = SplitMix64(seed: UInt64(seed))
        let status = StatusFixture.random(UInt64(seed))
        for _ in 0..<8 {
            let width = 1 + Int(random.next() % 260)
            let height = 1 + Int(random.next() % 80)
            let usesColour = random.next() % 2 == 0
            let lines = SessionScreen.lines(status, width: width, height: height, usesColour: usesColour)
            #expect(Self.fits(lines, width, height), "\(width) x \(height)")
            #expect(usesColour || !lines.contains { $0.contains("\u{1B}") })
        }
        #expect(ScreenColumns.count(SessionScreen.summary(status)) != nil)
    }

    /// The mutant counts letters instead of columns.
    @Test func theCheckCatchesWideLetters() {
        #expect(!Self.fits([String(String(repeating: "牛", count: 100).prefix(80))], 80, 1))
        #expect(!Self.fits(["a\u{1B}[2Jb"], 80, 1))
        #expect(Self.fits(["\u{1B}[31m" + String(repeating: "a", count: 80) + "\u{1B}[0m"], 80, 1))
    }

    /// Colour changes nothing but colour.
    @Test(arguments: [(80, 24), (120, 40), (200, 50)]) func saysTheSameWithoutColour(width: Int, height: Int) {
        for status in [StatusFixture.live(), StatusFixture.starting()] {
            let plain = SessionScreen.lines(status, width: width, height: height, usesColour: false)
            let coloured = SessionScreen.lines(status, width: width, height: height, usesColour: true)
            #expect(coloured.map(Self.withoutColour) == plain)
        }
    }

    private static func withoutColour(_ line: String) -> String {
        let text = line.replacing(#/\u{1B}\[[0-9;]*m/#, with: "")
        return String(text.reversed().drop { $0 == " " }.reversed())
    }

    /// When numbers change, no column moves: headings stay where they are.
    @Test func nothingJumps() {
        var status = StatusFixture.live()
        let headings = ["POSITIONS", "SIGNALS", "FEED", "LATENCY"]
        func places() -> [String] {
            SessionScreen.lines(status, width: 120, height: 40, usesColour: false).filter { line in headings.contains { line.hasPrefix($0) }
            }
        }
        let before = places()
        #expect(before.count == headings.count)
        status.positions[0].unrealised = -12_345.67
        status.positions[0].mark = 9.999
        status.connections[0].messagesPerSecond = 0
        status.connections[0].lastMessageAge = 4_000
        status.account.equity = 1
        status.latencies[0].p99 = 3_000_000
        #expect(places() == before)
    }

    @Test func paintsOnlyWhatChanged() {
        let old = ["a", "b", "c"]
        #expect(TerminalView.update(from: old, to: old) == "")
        #expect(TerminalView.update(from: old, to: ["a", "x", "c"]) == "\u{1B}[2;1H\u{1B}[2Kx")
        #expect(TerminalView.update(from: [], to: ["a"]) == "\u{1B}[1;1H\u{1B}[2Ka")
    }

    /// As it was looked at: an alert stands, an instrument is blocked.
    @Test(arguments: [(80, 24, GoldenScreens.narrow), (120, 36, GoldenScreens.ordinary), (150, 24, GoldenScreens.wide)])
    func live(width: Int, height: Int, golden: String) {
        var status = StatusFixture.live()
        var monitor = SessionMonitor(alerts: [AlertRule("drawdown", .drawdown, .above, 1)])
        status.uptime -= 90
        status.counters.frames -= 90_000
        let connections = status.connections
        for (index, connection) in connections.enumerated() {
            status.connections[index].messages -= Int(90 * connection.messagesPerSecond)
            status.connections[index].messagesPerSecond = 0
        }
        _ = monitor.observe(&status)
        status.uptime += 90
        status.counters.frames += 90_000
        for (index, connection) in connections.enumerated() { status.connections[index].messages = connection.messages }
        _ = monitor.observe(&status)
        #expect(SessionScreen.lines(status, width: width, height: height, usesColour: false).joined(separator: "\n") == golden)
    }

    @Test func starting() {
        let lines = SessionScreen.lines(StatusFixture.starting(), width: 80, height: 8, usesColour: false)
        #expect(lines.joined(separator: "\n") == GoldenScreens.starting)
    }

    @Test func aLineSaysItWhereThereIsNoTerminal() {
        #expect(
            SessionScreen.summary(StatusFixture.live())
                == "2025-03-01T12:00:00Z  live  health --  instruments 3/4  blocked 1  frames/s 0  candles 5904  signals 12  positions 2  "
                + "equity 10,234.56  p99 12.0 ms")
    }
}
