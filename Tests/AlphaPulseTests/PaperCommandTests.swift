import Foundation
import PulseCore
import PulseStore
import PulseTesting
import Testing

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// `alphapulse paper` against `alphapulse venue`, as a user runs both.
@Suite("Paper sessions against the replay venue", .serialized)
struct PaperCommandTests {
    private static let instruments = ["binance-um:AAAUSDT", "binance:BBBUSDT"]
    private static let end = "2024-01-02T05:00:00Z"

    /// A venue on a port of its own, until the value goes away.
    private struct Venue {
        private let running: RunningVenue
        let stream: String
        var rest: String { running.rest }

        init(_ program: Program, faults: String?, tls: [String] = []) throws {
            running = try RunningVenue(
                program,
                ["--home", "venue", "--instrument"] + PaperCommandTests.instruments
                    + ["--synthetic", "7", "--count", "3000", "--from", "2024-01-02", "--speed", "2400", "--wait-for-client", "--quiet"]
                    + (faults.map { ["--faults", $0] } ?? []) + tls)
            stream = try running.address("stream")
        }

        /// The venue's truth of an instrument: rows as of klines.
        func truth(_ id: String, from: Timestamp, before: Timestamp) throws -> [[Any]] {
            let market = id.hasPrefix("binance-um") ? "um" : "spot"
            let symbol = id.split(separator: ":")[1]
            let range = "startTime=\(from.milliseconds)&endTime=\(before.milliseconds - 1)"
            return try running.answer("/alphapulse/truth?market=\(market)&symbol=\(symbol)&interval=1m&\(range)")
        }

        func arguments(_ first: [String]) -> [String] {
            ["paper"] + first
                + ["--rest", rest, "--stream", stream, "--speed", "2400", "--until", PaperCommandTests.end, "--quiet", "--json"]
        }
    }

    private func start(_ venue: Venue) -> [String] {
        venue.arguments([Program.strategy("rehearsal"), "--name", "one", "--instrument"] + Self.instruments)
    }

    @Test("an undisturbed session is the backtest, by the digests that both print")
    func digests() throws {
        let program = try Program()
        let venue = try Venue(program, faults: nil)
        let session = try program.run(start(venue))
        #expect(session.status == 0, "\(session.errors)")
        let document = session.json
        #expect(document["schema"] as? String == "alphapulse.session.v1")
        #expect((document["fills"] as? Int ?? 0) > 0)
        let from = try #require(document["from"] as? String)
        let backtest = try program.run(
            ["backtest", Program.strategy("rehearsal"), "--base", "1m", "--from", from, "--to", Self.end, "--json", "--instrument"]
                + Self.instruments)
        #expect(backtest.status == 0, "\(backtest.errors)")
        #expect(document["votesDigest"] as? String == backtest.json["votesDigest"] as? String)
        #expect(document["ledgerDigest"] as? String == backtest.json["ledgerDigest"] as? String)
        let parity = try program.run("audit", "parity", "one", "--json")
        #expect(parity.status == 0)
        #expect(parity.json["differences"] as? Int == 0)
        #expect(parity.json["votesDigest"] as? String == document["votesDigest"] as? String)
    }

    @Test(
        "under every fault the store ends with the venue's truth, and the session with parity",
        arguments: [
            "3:drop=0.05,duplicate=0.05,reorder=0.05", "3:delay=0.05,corrupt=0.03", "3:silent=3", "3:disconnect=4,shutdown=1",
            "3:status429=0.3,status418=0.1", "3:status5xx=0.2", "3:skew=-1300", "3:late=0.1,revise=0.1,empty=0.1", "3:all",
        ])
    func faults(spec: String) throws { try endsWithTruth(spec, []) }

    @Test("candles built from trades are the venue's, whatever is lost", arguments: [nil, "3:drop=0.02,duplicate=0.02", "3:all"])
    func fromTrades(spec: String?) throws { try endsWithTruth(spec, ["--from-trades"]) }

    private func endsWithTruth(_ faults: String?, _ options: [String]) throws {
        let program = try Program()
        let venue = try Venue(program, faults: faults)
        let session = try program.run(start(venue) + options)
        #expect(session.status == 0, "\(session.errors)")
        let parity = try program.run("audit", "parity", "one", "--json")
        #expect(parity.status == 0, "\(parity.output)")
        #expect(parity.json["differences"] as? Int == 0)
        #expect(parity.json["missingCandles"] as? Int == 0)
        let began = try #require(session.json["from"] as? String)
        let from = try #require(Timestamp(began))
        let end = try #require(Timestamp(Self.end))
        let store = try CandleStore.existing(at: program.folder.file(".alphapulse/alphapulse.sqlite"))
        for name in Self.instruments {
            let truth = try venue.truth(name, from: from, before: end)
            let id = try #require(InstrumentID(name))
            let stored = try store.read(id, .m1, TimeRange(from: from, to: end))
            #expect(stored.count == truth.count && stored.count > 200)
            for (index, row) in truth.enumerated() where index < stored.count {
                let candle = stored[index]
                func number(_ column: Int) -> Double { (row[column] as? String).flatMap { Double($0) } ?? .nan }
                let isTrue =
                    candle.openTime.milliseconds == (row[0] as? NSNumber)?.int64Value && candle.open == number(1)
                    && candle.high == number(2) && candle.low == number(3) && candle.close == number(4) && candle.volume == number(5)
                    && candle.quoteVolume == number(7) && candle.takerBuyVolume == number(9)
                #expect(isTrue, "\(name) \(candle.openTime)")
            }
        }
    }

    @Test("p7: killed with SIGKILL again and again and taken up each time, a session keeps parity")
    func kills() throws {
        let program = try Program()
        let venue = try Venue(program, faults: "5:drop=0.01,disconnect=2")
        var random = SplitMix64(seed: 11)
        var isRunning = try program.runAndKill(start(venue), after: 3)
        var kills = 0
        // More of them for a long form: ALPHAPULSE_KILLS=100 swift test ...
        let wanted = ProcessInfo.processInfo.environment["ALPHAPULSE_KILLS"].flatMap { Int($0) } ?? 4
        while isRunning, kills < wanted {
            kills += 1
            isRunning = try program.runAndKill(venue.arguments(["--resume", "one"]), after: 1 + 1.5 * random.uniform())
        }
        let last = try program.run(venue.arguments(["--resume", "one"]))
        #expect(last.status == 0, "\(last.errors)")
        #expect(last.json["to"] as? String == Self.end)
        let parity = try program.run("audit", "parity", "one", "--json")
        #expect(parity.status == 0, "\(parity.output)")
        #expect(parity.json["differences"] as? Int == 0)
        #expect((parity.json["resumptions"] as? Int ?? 0) >= 1)
    }

    @Test("a rehearsal in one command: the store's candles, faults and all, to their end, with parity")
    func rehearsal() throws {
        let program = try Program()
        let synth = try program.run(
            "data", "synth", "--instrument", "synthetic-um:REHUSDT", "--timeframe", "5m", "--count", "3000", "--from", "2024-01-01",
            "--seed",
            "3", "--side")
        #expect(synth.status == 0, "\(synth.errors)")
        func rehearse() throws -> Program.Outcome {
            try program.run(
                "paper", Program.strategy("rehearsal"), "--instrument", "synthetic-um:REHUSDT", "--rehearse", "2024-01-10", "--speed",
                "10000",
                "--faults", "5:drop=0.02,disconnect=1", "--side-days", "2", "--name", "one", "--quiet", "--json")
        }
        let session = try rehearse()
        #expect(session.status == 0, "\(session.errors)")
        #expect(session.json["to"] as? String == "2024-01-11T10:00:00Z" && session.json["base"] as? String == "5m")
        #expect(session.json["candles"] as? Int ?? 0 > 400)
        #expect(try program.run("audit", "parity", "one").status == 0)
        let list = try #require(program.run("sessions", "list", "--json").json["sessions"] as? [[String: Any]])
        #expect(list.count == 1 && list[0]["session"] as? String == "one" && list[0]["isRehearsal"] as? Bool == true)
        // Its venue is gone, and its name is taken.
        let resumed = try program.run("paper", "--resume", "on")
        #expect(resumed.status == 64 && resumed.errors.contains("rehearsal"), "\(resumed.errors)")
        #expect(try rehearse().status == 64)
    }

    @Test("what goes wrong in a rehearsal of real instruments leaves the home's candles, side series and instruments as they are")
    func rehearsalLeavesNoTrace() throws {
        let program = try Program()
        let synth = try program.run(
            "data", "synth", "--instrument", "binance-um:REHUSDT", "--timeframe", "5m", "--count", "3000", "--from", "2024-01-01",
            "--seed", "3", "--side")
        #expect(synth.status == 0, "\(synth.errors)")
        let file = program.folder.file(".alphapulse/alphapulse.sqlite")
        func contents() throws -> [String] {
            let store = try CandleStore.existing(at: file)
            let id = try #require(InstrumentID("binance-um:REHUSDT"))
            var lines = [ContentDigest.hex(of: "\(try store.read(id, .m5))")]
            for kind in SideKind.allCases {
                try store.forEachSideObservation(id, kind, .all) { lines.append("\(kind.name) \($0)") }
            }
            return lines + [try store.instrument(id).map { "\($0)" } ?? "none"]
        }
        let before = try contents()
        let session = try program.run(
            "paper", Program.strategy("rehearsal"), "--instrument", "binance-um:REHUSDT", "--rehearse", "2024-01-10", "--speed", "10000",
            "--faults", "7:all,empty=0.1", "--until", "2024-01-10T12:00:00Z", "--side-days", "2", "--quiet", "--json")
        #expect(session.status == 0 && session.json["candles"] as? Int ?? 0 > 100, "\(session.errors)")
        #expect(try contents() == before)
        let name = try #require(session.json["session"] as? String)
        #expect(try program.run("audit", "parity", String(name.prefix(6))).status == 0)
        // A mistake leaves no session behind.
        let failed = try program.run(
            "paper", Program.strategy("nothing"), "--instrument", "binance-um:REHUSDT", "--rehearse", "2024-01-10", "--name", "never")
        #expect(failed.status == 66)
        let list = try #require(program.run("sessions", "list", "--json").json["sessions"] as? [[String: Any]])
        #expect(list.map { $0["session"] as? String } == [name])
    }

    /// A session that is some candles on, and what it writes to.
    private func underWay(_ program: Program, _ venue: Venue) throws -> (process: Process, output: URL) {
        let output = program.folder.file("first.json")
        let first = try program.start(start(venue), output: output)
        func events() throws -> Int {
            let outcome = try program.run("sessions", "list", "--json")
            return (outcome.json["sessions"] as? [[String: Any]])?.first?["events"] as? Int ?? 0
        }
        while first.isRunning, try events() < 50 { Thread.sleep(forTimeInterval: 0.1) }
        return (first, output)
    }

    @Test("a session that runs cannot be taken up by another process, and goes on")
    func oneProcess() throws {
        let program = try Program()
        let venue = try Venue(program, faults: nil)
        let first = try underWay(program, venue)
        defer { first.process.terminate() }
        // It stands still, so that it cannot end meanwhile.
        kill(first.process.processIdentifier, SIGSTOP)
        let second = try program.run(venue.arguments(["--resume", "one"]))
        #expect(second.status == 75 && second.errors.contains("running in another process"), "\(second.errors)")
        kill(first.process.processIdentifier, SIGCONT)
        first.process.waitUntilExit()
        #expect(first.process.terminationStatus == 0)
        let json = try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: first.output)) as? [String: Any])
        #expect(json["to"] as? String == Self.end)
    }

    @Test("whoever takes up a session that is just being killed waits until it is gone")
    func dyingProcess() throws {
        let program = try Program()
        let venue = try Venue(program, faults: nil)
        let first = try underWay(program, venue)
        kill(first.process.processIdentifier, SIGSTOP)
        let output = program.folder.file("second.json")
        let second = try program.start(venue.arguments(["--resume", "one"]), output: output)
        Thread.sleep(forTimeInterval: 1)
        kill(first.process.processIdentifier, SIGKILL)
        second.waitUntilExit()
        #expect(second.terminationStatus == 0)
        let json = try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: output)) as? [String: Any])
        #expect(json["to"] as? String == Self.end)
    }

    @Test("holes between the candles that the store has are filled before a session is warmed up")
    func holesInWarmup() throws {
        let program = try Program()
        let venue = try Venue(program, faults: nil)
        func fetch(_ from: String, _ to: String) throws {
            let outcome = try program.run(
                "data", "fetch", "binance-um:AAAUSDT", "--timeframe", "1m", "--from", from, "--to", to, "--rest-only", "--rest", venue.rest)
            #expect(outcome.status == 0, "\(outcome.errors)")
        }
        try fetch("2024-01-01T09:00:00Z", "2024-01-01T12:00:00Z")
        try fetch("2024-01-01T15:00:00Z", "2024-01-01T18:00:00Z")
        let session = try program.run(
            venue.arguments([Program.strategy("rehearsal"), "--name", "one", "--instrument", "binance-um:AAAUSDT"]))
        #expect(session.status == 0, "\(session.errors)")
        let store = try CandleStore.existing(at: program.folder.file(".alphapulse/alphapulse.sqlite"))
        let id = try #require(InstrumentID("binance-um:AAAUSDT"))
        #expect(try store.gaps(id, .m1).isEmpty)
    }

    @Test(
        "over wss with a certificate of one's own: trusted where --trust names it, unavailable otherwise",
        .enabled(if: SelfSignedCertificate.isPossible))
    func trust() throws {
        let program = try Program()
        let made = try SelfSignedCertificate(in: program.folder)
        let venue = try Venue(program, faults: nil, tls: ["--tls-certificate", made.certificate, "--tls-key", made.key])
        // The same port answers without TLS, too.
        let address = venue.rest.split(separator: "/")[1]
        let session = [
            "paper", Program.strategy("rehearsal"), "--instrument", "binance-um:AAAUSDT", "--rest", "http://\(address)", "--stream",
            "wss://\(address)", "--speed", "2400", "--until", "2024-01-02T01:00:00Z", "--quiet", "--json",
        ]
        let refused = try program.run(session + ["--name", "refused"])
        #expect(refused.status == 69, "\(refused.errors)")
        let trusted = try program.run(session + ["--name", "trusted", "--trust", made.certificate])
        #expect(trusted.status == 0, "\(trusted.errors)")
        #expect((trusted.json["candles"] as? Int ?? 0) > 30)
        #expect(try program.run("audit", "parity", "trusted").status == 0)
    }
}
