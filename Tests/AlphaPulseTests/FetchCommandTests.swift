import Foundation
import PulseTesting
import Testing

/// `alphapulse data fetch` against `alphapulse venue`, both run as a user runs them.
@Suite struct FetchCommandTests {
    private static let arguments = ["data", "fetch", "binance-um:BTCUSDT", "--from", "2020-01-01", "--kinds", "candles,funding,metrics"]

    @Test func mistakesHaveTheirExitCodes() throws {
        let program = try Program()
        for (arguments, status) in [
            (["stocks:AAPL", "--from", "2024-01-01"], 64), (["binance:BTCUSDT", "--from", "yesterday"], 64),
            (["binance:BTCUSDT", "--from", "2024-01-01", "--kinds", "candels"], 64),
            (["binance:BTCUSDT", "--from", "2024-01-01", "--timeframe", "7m"], 64),
            (["binance:BTCUSDT", "--from", "2024-01-01", "--threads", "0"], 64),
            (["binance:BTCUSDT", "--from", "2024-01-01", "--rest", "localhost:9"], 64),
        ] {
            let outcome = try program.run(["data", "fetch"] + arguments)
            #expect(Int(outcome.status) == status && outcome.output.isEmpty && outcome.errors.hasPrefix("error: "), "\(outcome.errors)")
        }
    }

    @Test func saysWhyThereIsNothing() throws {
        let program = try Program()
        let venue = try RunningVenue(
            program, "--home", "venue", "--synthetic", "7", "--count", "3000", "--instrument", "binance:BTCUSDT", "--from", "2024-01-02",
            "--wait-for-client")
        func fetch(_ arguments: String...) throws -> Program.Outcome {
            try program.run(["data", "fetch"] + arguments + ["--rest", venue.rest, "--archive", try venue.address("archive")])
        }
        let spot = try fetch("binance:BTCUSDT", "--from", "2024-01-01", "--kinds", "funding")
        #expect(spot.status == 0 && spot.errors.contains("binance:BTCUSDT: the spot market has no funding"), "\(spot.errors)")
        let future = try fetch("binance:BTCUSDT", "--from", "2024-03-01")
        #expect(future.status == 0 && future.errors.contains("2024-03-01T00:00:00Z has not come"), "\(future.errors)")
        let unknown = try fetch("binance:ZZZUSDT", "--from", "2024-01-01")
        #expect(unknown.status == 66 && unknown.errors.contains("error: binance:ZZZUSDT: "), "\(unknown.errors)")
        #expect(venue.stop() == 0)
    }

    @Test func fetchesOnceAndIsNotHarmedByKills() throws {
        let program = try Program()
        let venue = try RunningVenue(program, "--synthetic", "7", "--count", "60000", "--instrument", "binance-um:BTCUSDT")
        let archive = try venue.address("archive")
        let arguments = Self.arguments + ["--rest", venue.rest, "--archive", archive, "--json"]
        // Killed at some moments of its work, then let be.
        for milliseconds in [30, 120, 250, 500] {
            let victim = Process()
            victim.executableURL = Program.url
            victim.arguments = arguments
            victim.currentDirectoryURL = program.folder.url
            victim.standardOutput = FileHandle.nullDevice
            victim.standardError = FileHandle.nullDevice
            try victim.run()
            Thread.sleep(forTimeInterval: Double(milliseconds) / 1_000)
            kill(victim.processIdentifier, SIGKILL)
            victim.waitUntilExit()
        }
        let first = try program.run(arguments)
        #expect(first.status == 0, "\(first.errors)")
        #expect(first.json["schema"] as? String == "alphapulse.fetch.v1")
        let list = try program.run("data", "list", "--json")
        let series = try #require(list.json["series"] as? [[String: Any]])
        #expect(series.first?["gaps"] as? Int == 0 && (series.first?["candles"] as? Int ?? 0) >= 20_000)
        let second = try program.run(arguments)
        let fetched = try #require((second.json["instruments"] as? [[String: Any]])?.first)
        // The venue's clock went on, so that a candle may have closed in between.
        #expect(fetched["revised"] as? Int == 0 && (fetched["inserted"] as? Int ?? 100) < 10)
        let files = try #require(fetched["files"] as? [[String: Any]])
        #expect(Set(files.compactMap { $0["origin"] as? String }) == ["cache", "rest"])
        #expect(venue.stop() == 0)
        #expect(try program.run("data", "verify").status == 0)
    }
}
