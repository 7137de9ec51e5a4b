import Foundation
import PulseTesting
import Testing

/// What keeps `alphapulse paper` from a session, and how it says so.
@Suite("Paper sessions that do not begin") struct PaperStartTests {
    private static let instrument = "binance-um:AAAUSDT"

    /// A venue of one instrument in a home of its own.
    private func venue(_ program: Program, home: String = "venue") throws -> RunningVenue {
        try RunningVenue(
            program, "--home", home, "--instrument", Self.instrument, "--synthetic", "7", "--count", "3000", "--from", "2024-01-02",
            "--speed", "2400", "--wait-for-client", "--quiet")
    }

    private func session(_ venue: RunningVenue, stream: String) -> [String] {
        [
            "paper", Program.strategy("rehearsal"), "--name", "one", "--instrument", Self.instrument, "--rest", venue.rest, "--stream",
            stream, "--speed", "2400", "--until", "2024-01-02T01:00:00Z",
        ]
    }

    @Test("a port for metrics that another program has is named, and no session is begun")
    func metricsPort() throws {
        let program = try Program()
        let venue = try self.venue(program)
        let port = try #require(URL(string: venue.rest)?.port)
        let outcome = try program.run(session(venue, stream: try venue.address("stream")) + ["--metrics-port", String(port), "--quiet"])
        #expect(outcome.status == 69, "\(outcome.errors)")
        #expect(outcome.errors.contains("127.0.0.1:\(port): Address already in use"), "\(outcome.errors)")
        #expect((try program.run("sessions", "list", "--json").json["sessions"] as? [Any])?.isEmpty == true)
        #expect(venue.stop() == 0)
    }

    @Test("an end that is over is refused, with the time that it would have begun at")
    func until() throws {
        let program = try Program()
        let venue = try self.venue(program)
        let arguments = session(venue, stream: try venue.address("stream")) + ["--quiet"]
        let outcome = try program.run(arguments.map { $0 == "2024-01-02T01:00:00Z" ? "2024-01-01" : $0 })
        #expect(outcome.status == 64 && outcome.errors.contains("would begin at 2024-01-01T23:59"), "\(outcome.errors)")
        #expect(venue.stop() == 0)
    }

    @Test("a polite kill ends a session that is connecting, to a server that says nothing, at once")
    func interrupted() throws {
        let program = try Program()
        let venue = try self.venue(program)
        let silent = try self.venue(program, home: "silent")
        silent.freeze()
        let messages = program.folder.file("messages")
        let process = try program.start(session(venue, stream: try silent.address("stream")), errors: messages)
        while process.isRunning, !(try String(contentsOf: messages, encoding: .utf8)).contains("connecting") {
            Thread.sleep(forTimeInterval: 0.05)
        }
        process.terminate()
        process.waitUntilExit()
        // Otherwise it would have gone on until it gave the streams up, with a status of its own.
        #expect(process.terminationReason == .uncaughtSignal && process.terminationStatus == SIGTERM)
        #expect(silent.stop() == 0 && venue.stop() == 0)
    }

    @Test("mistakes have their exit codes")
    func mistakes() throws {
        let program = try Program()
        let strategy = Program.strategy("rehearsal")
        #expect(try program.run("paper").status == 64)
        #expect(try program.run("paper", strategy).status == 64)
        #expect(try program.run("paper", strategy, "--instrument", "stocks:AAPL", "--rest", "http://127.0.0.1:1").status == 64)
        #expect(try program.run("paper", strategy, "--instrument", "binance:BTCUSDT", "--until", "never").status == 64)
        #expect(try program.run("paper", strategy, "--instrument", "binance:BTCUSDT", "--rounds", "0").status == 64)
        for option in ["--rounds=3", "--base=1m", "--timeframe=5m", "--name=x", "--universe=top100", "--instrument=binance:BTCUSDT"] {
            let outcome = try program.run("paper", "--resume", "nothing", option)
            #expect(outcome.status == 64 && outcome.errors.contains(String(option.prefix { $0 != "=" })), "\(outcome.errors)")
        }
        #expect(try program.run("paper", strategy, "--instrument", "binance:BTCUSDT", "--metrics-port", "65536").status == 64)
        #expect(try program.run("paper", strategy, "--instrument", "binance:BTCUSDT", "--side-days", "90").status == 64)
        #expect(try program.run("paper", strategy, "--instrument", "binance:BTCUSDT", "--faults", "7:all").status == 64)
        #expect(try program.run("paper", strategy, "--universe", "top100", "--rehearse", "2024-01-10").status == 64)
        for rest in [["--instrument", "binance:BTCUSDT", "--rehearse", "tomorrow"], ["--rehearse", "2024-01-10"]] {
            let outcome = try program.run(["paper", strategy] + rest)
            #expect(outcome.status == 64 && outcome.errors.hasPrefix("error: --rehearse "), "\(outcome.errors)")
        }
        let address = try program.run("paper", strategy, "--instrument", "binance:BTCUSDT", "--rest", "127.0.0.1:9")
        #expect(address.status == 64 && address.errors.contains("did you mean http://127.0.0.1:9?"), "\(address.errors)")
        let rule = try program.run("paper", strategy, "--universe", "toplala", "--rest", "http://127.0.0.1:1")
        #expect(rule.status == 64 && rule.errors.contains("write top100"), "\(rule.errors)")
        #expect(try program.run("paper", "--resume", "nothing").status == 66)
        #expect(try program.run("audit", "parity", "nothing").status == 66)
        #expect(try program.run("paper", "missing.yaml", "--instrument", "binance:BTCUSDT").status == 66)
    }
}
