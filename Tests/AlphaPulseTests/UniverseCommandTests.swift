import Foundation
import PulseStore
import PulseTesting
import Testing

/// Universes from the command line: past volumes in, the universe of a day out, and a backtest on it.
@Suite struct UniverseCommandTests {
    private static let volumes = """
        day,instrument,quote_volume
        2020-01-01,binance-um:DEMOUSDT,900
        2020-01-01,binance-um:USDCUSDT,990
        2020-01-01,binance-um:AUSDT,800
        2020-01-01,binance-um:BUSDT,700
        2020-02-01,binance-um:AUSDT,900
        2020-02-01,binance-um:BUSDT,800
        2020-02-01,binance-um:DEMOUSDT,10

        """

    private func members(_ outcome: Program.Outcome) throws -> [String] {
        let members = try #require(outcome.json["members"] as? [[String: Any]], "\(outcome.errors)")
        return members.compactMap { $0["instrument"] as? String }
    }

    @Test func importsAndShowsTheUniverseOfADay() throws {
        let program = try Program()
        #expect(try program.run("universe", "list").output.contains("No snapshots yet"))
        #expect(try program.run("universe", "show").status == 66)
        let file = try program.folder.write(Self.volumes, to: "volumes.csv")
        let first = try program.run("universe", "import", file.path, "--rule", "top2-futures", "--json").json
        #expect(first["days"] as? Int == 2 && first["known"] as? Int == 0 && first["rows"] as? Int == 7)
        #expect(try program.run("universe", "import", file.path, "--rule", "top2-futures", "--json").json["known"] as? Int == 2)

        let demo = "binance-um:DEMOUSDT"
        func show(_ day: String) throws -> Program.Outcome {
            try program.run("universe", "show", "--rule", "top2-futures", "--on", day, "--json")
        }
        #expect(try members(show("2020-01-01")) == [demo, "binance-um:AUSDT"])
        #expect(try members(show("2020-01-31")) == [demo, "binance-um:AUSDT"])
        #expect(try members(show("2020-02-01")) == ["binance-um:AUSDT", "binance-um:BUSDT"])
        let early = try show("2019-12-31")
        #expect(early.status == 66 && early.errors.contains("2020-01-01"), "\(early.errors)")
        #expect(try program.run("universe", "list").output.contains("2020-02-01"))
        #expect(try program.run("universe", "show", "--rule", "top5", "--json").status == 66)
    }

    @Test func backtestsOnTheUniverseOfTheDay() throws {
        let program = try Program()
        try program.synthesise(count: 5_000, timeframe: "1h")
        let list = try #require(try program.run("data", "list", "--json").json["series"] as? [[String: Any]])
        let day = String(try #require(list.first?["from"] as? String).prefix(10))
        let file = try program.folder.write(
            "day,instrument,quote_volume\n\(day),binance-um:DEMOUSDT,5\n\(day),binance-um:AUSDT,9\n", to: "volumes.csv")
        #expect(try program.run("universe", "import", file.path, "--rule", "top2-futures").status == 0)
        let strategy = Program.strategy("four-of-nine")
        func backtest(_ more: String...) throws -> Program.Outcome {
            try program.run(["backtest", strategy, "--timeframe", "1h", "--json"] + more)
        }
        let outcome = try backtest("--universe", "top2-futures", "--from", day)
        #expect(outcome.status == 0 && outcome.errors.contains("no candles of 1 of 2 instruments"), "\(outcome.errors)")
        let same = try backtest("--instrument", "binance-um:DEMOUSDT", "--from", day)
        #expect(outcome.json["run"] as? String == same.json["run"] as? String && same.json["run"] != nil)
        #expect(try backtest("--universe", "top2-futures").status == 64, "a universe has a day")
        #expect(try backtest("--universe", "top2-futures", "--on", day).status == 0)
        #expect(try backtest("--universe", "top2-futures", "--instrument", "BTCUSDT", "--from", day).status == 64)
        #expect(try backtest("--universe", "top3-futures", "--from", day).status == 66)
        #expect(try backtest("--universe", "binance-um:DEMOUSDT", "--from", day).status == 0)
    }

    @Test func namesWhatIsWrong() throws {
        let program = try Program()
        let file = try program.folder.write(
            "day,instrument,quote_volume\n2020-01,a:B,1\n2020-01-01,a:b:c,1\n2020-01-01,a:B,-1\n", to: "v.csv")
        let outcome = try program.run("universe", "import", file.path)
        #expect(outcome.status == 65)
        for line in 2...4 { #expect(outcome.errors.contains("v.csv:\(line)"), "\(outcome.errors)") }
        #expect(try program.run("universe", "show", "--rule", "best").status == 64)
        #expect(try program.run("universe", "refresh", "--rest", "http://127.0.0.1:1", "--rule", "binance:BTCUSDT").status == 64)
        _ = try program.folder.write("alerts:\n  slow:\n    when: latency\n    above: 5\n", to: "alphapulse.yaml")
        let config = try program.run("config", "show")
        #expect(config.status == 78 && config.errors.contains("alphapulse.yaml:3") && config.errors.contains("alerts.slow.when"))
    }

    /// A venue of two spot pairs just before midnight, and which of them is larger then; the store has the other one as the first day's universe, and the
    /// larger one as the next day's.
    private func venue(_ program: Program) throws -> (venue: RunningVenue, larger: String, other: String) {
        let pairs = ["binance:AAAUSDT", "binance:BBBUSDT"]
        let venue = try RunningVenue(
            program,
            ["--home", "venue", "--instrument"] + pairs + ["--synthetic", "7", "--count", "3000", "--from", "2024-01-01T23:40:00Z"]
                + ["--speed", "600", "--wait-for-client", "--quiet"])
        let chosen = try program.run(
            "universe", "refresh", "--rest", venue.rest, "--rule", "top1-spot", "--home", "elsewhere", "--json")
        let larger = try #require(try members(chosen).first)
        #expect(chosen.json["isNew"] as? Bool == true && (chosen.json["excluded"] as? [Any])?.count == 1)
        let other = try #require(pairs.first { $0 != larger })
        let file = try program.folder.write(
            "day,instrument,quote_volume\n2024-01-01,\(other),5\n2024-01-02,\(larger),5\n", to: "volumes.csv")
        #expect(try program.run("universe", "import", file.path, "--rule", "top1-spot").status == 0)
        return (venue, larger, other)
    }

    @Test func givesTheSnapshotThatTheDayHas() throws {
        let program = try Program()
        let (venue, _, other) = try self.venue(program)
        let refresh = try program.run("universe", "refresh", "--rest", venue.rest, "--rule", "top1-spot", "--json")
        #expect(refresh.status == 0 && refresh.json["isNew"] as? Bool == false, "\(refresh.errors)")
        #expect(try members(refresh) == [other] && refresh.json["excluded"] == nil)
        let text = try program.run("universe", "refresh", "--rest", venue.rest, "--rule", "top1-spot")
        #expect(text.output.contains(other) && text.errors.contains("2024-01-01 had a snapshot already"), "\(text.errors)")
        #expect(venue.stop() == 0)
    }

    @Test("a universe is chosen over https from whom --trust names", .enabled(if: SelfSignedCertificate.isPossible))
    func trust() throws {
        let program = try Program()
        let made = try SelfSignedCertificate(in: program.folder)
        let venue = try RunningVenue(
            program, "--home", "venue", "--instrument", "binance:AAAUSDT", "--synthetic", "7", "--count", "3000", "--from", "2024-01-02",
            "--speed", "600", "--wait-for-client", "--quiet", "--tls-certificate", made.certificate, "--tls-key", made.key)
        let trust = ["--rest", try venue.address("secureRest"), "--trust", made.certificate, "--json"]
        let refresh = try program.run(["universe", "refresh", "--rule", "top1-spot"] + trust)
        #expect(refresh.status == 0, "\(refresh.errors)")
        #expect(try members(refresh) == ["binance:AAAUSDT"])
        let session = try program.run(
            ["paper", Program.strategy("rehearsal"), "--universe", "top1-spot", "--home", "session", "--stream"]
                + [try venue.address("secureStream"), "--speed", "600", "--until", "2024-01-02T00:10:00Z", "--quiet"] + trust)
        #expect(session.status == 0, "\(session.errors)")
        #expect(session.json["instruments"] as? [String] == ["binance:AAAUSDT"])
        #expect(venue.stop() == 0)
    }

    @Test("perpetuals of a venue younger than a month are a session's where --minimum-days says so, also when it is taken up again")
    func minimumDays() throws {
        let program = try Program()
        // Listed before the day began, with a third of its candles before the live part.
        let venue = try RunningVenue(
            program, "--home", "venue", "--instrument", "binance-um:AAAUSDT", "--synthetic", "7", "--count", "6000", "--from",
            "2024-01-01T23:40:00Z", "--speed", "600", "--wait-for-client", "--quiet")
        func paper(_ first: [String], until: String) throws -> Program.Outcome {
            let stream = try venue.address("stream")
            return try program.run(
                ["paper"] + first + ["--rest", venue.rest, "--stream", stream, "--speed", "600", "--until", until, "--quiet", "--json"])
        }
        let new = [Program.strategy("rehearsal"), "--universe", "top1-futures", "--name", "one"]
        let refused = try paper(new, until: "2024-01-01T23:50:00Z")
        #expect(refused.status == 65, "\(refused.errors)")
        let begun = try paper(new + ["--minimum-days", "0"], until: "2024-01-01T23:50:00Z")
        #expect(begun.status == 0, "\(begun.errors)")
        #expect(begun.json["instruments"] as? [String] == ["binance-um:AAAUSDT"])
        // Its next day is chosen by the rule that it is given now.
        let resumed = try paper(["--resume", "one", "--minimum-days", "0"], until: "2024-01-02T03:00:00Z")
        #expect(resumed.status == 0 && !resumed.errors.contains("universe"), "\(resumed.errors)")
        let days = try #require(try program.run("universe", "list", "--json").json["snapshots"] as? [[String: Any]])
        #expect(Set(days.compactMap { $0["day"] as? String }) == ["2024-01-01", "2024-01-02"])
        #expect(venue.stop() == 0)
    }

    @Test("of the day's universe is left out what the venue does not list any more; a list insists on it")
    func leavesOutWhoIsGone() throws {
        let program = try Program()
        let (venue, _, other) = try self.venue(program)
        let volumes = "day,instrument,quote_volume\n2024-01-01,binance:GONEUSDT,9\n2024-01-01,\(other),5\n"
        let file = try program.folder.write(volumes, to: "gone.csv")
        #expect(try program.run("universe", "import", file.path, "--rule", "top2-spot").status == 0)
        func paper(_ universe: String) throws -> Program.Outcome {
            let stream = try venue.address("stream")
            return try program.run(
                "paper", Program.strategy("rehearsal"), "--universe", universe, "--rest", venue.rest, "--stream", stream, "--speed", "600",
                "--until", "2024-01-01T23:50:00Z", "--quiet", "--json")
        }
        let outcome = try paper("top2-spot")
        #expect(outcome.status == 0 && outcome.errors.contains("not listed any more: binance:GONEUSDT"), "\(outcome.errors)")
        #expect(outcome.json["instruments"] as? [String] == [other])
        #expect(try paper("binance:GONEUSDT,\(other)").status == 66)
        #expect(venue.stop() == 0)
    }

    @Test("a day's universe that cannot be chosen is in the journal, with an alert, and ends nothing")
    func failedChoice() throws {
        let program = try Program()
        let (venue, _, other) = try self.venue(program)
        let volumes = "day,instrument,quote_volume\n2024-01-01,\(other),5\n2024-01-02,binance:GONEUSDT,9\n"
        let file = try program.folder.write(volumes, to: "gone.csv")
        #expect(try program.run("universe", "import", file.path, "--rule", "top2-spot").status == 0)
        let outcome = try program.run(
            "paper", Program.strategy("rehearsal"), "--universe", "top2-spot", "--name", "one", "--rest", venue.rest, "--stream",
            try venue.address("stream"), "--speed", "600", "--until", "2024-01-02T02:00:00Z", "--quiet")
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.errors.contains("the universe could not be chosen anew: the venue does not list binance:GONEUSDT"))
        let store = try CandleStore.existing(at: program.folder.file(".alphapulse/alphapulse.sqlite"))
        var notes: [String] = []
        try SessionStore(store).forEachEvent(of: "one") { _, event in
            if event.kind == "note", let text = event.detail { notes.append(text) }
        }
        // Tried again every ten minutes of the venue.
        #expect(notes.count { $0.contains("could not be chosen anew") } > 1, "\(notes)")
        #expect(notes.contains { $0.hasPrefix("alert raised: failures to choose the universe anew") }, "\(notes)")
        #expect(venue.stop() == 0)
    }

    @Test("a session takes over the universe of each day once, also where it is taken up again on that day")
    func sessionKeepsTheUniverseOfTheDay() throws {
        let program = try Program()
        let (venue, larger, other) = try self.venue(program)
        let addresses = ["--rest", venue.rest, "--stream", try venue.address("stream"), "--speed", "600"]
        func paper(_ first: [String], until: String) throws -> Program.Outcome {
            try program.run(["paper"] + first + addresses + ["--until", until, "--quiet", "--json"])
        }
        /// The lines of the journal that tell of the universe.
        func changes() throws -> [String] {
            let store = try CandleStore.existing(at: program.folder.file(".alphapulse/alphapulse.sqlite"))
            var kinds: [String] = []
            try SessionStore(store).forEachEvent(of: "one") { _, event in
                if ["joined", "left", "returned"].contains(event.kind) { kinds.append(event.kind) }
            }
            return kinds
        }
        let started = try paper(
            [Program.strategy("rehearsal"), "--name", "one", "--universe", "top1-spot"], until: "2024-01-02T01:30:00Z")
        #expect(started.status == 0, "\(started.errors)")
        #expect(started.json["instruments"] as? [String] == [other, larger])
        #expect(try changes() == ["joined", "joined", "left"])
        let resumed = try paper(["--resume", "one"], until: "2024-01-02T03:00:00Z")
        #expect(resumed.status == 0, "\(resumed.errors)")
        #expect(resumed.json["to"] as? String == "2024-01-02T03:00:00Z")
        #expect(try changes() == ["joined", "joined", "left"])
        #expect(try program.run("audit", "parity", "one").status == 0)
        #expect(venue.stop() == 0)
    }
}
