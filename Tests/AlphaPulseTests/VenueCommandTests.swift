import Foundation
import PulseTesting
import Testing

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// `alphapulse venue`, run as a user runs it.
@Suite struct VenueCommandTests {
    @Test(arguments: [
        (["--instrument", "binance:AAAUSDT", "--speed", "slow", "--synthetic", "1"], 64),
        (["--instrument", "stocks:AAPL", "--synthetic", "1"], 64),
        (["--instrument", "binance:AAAUSDT", "--synthetic", "1", "--faults", "7:nothing=1"], 64),
        (["--instrument", "binance:AAAUSDT", "--synthetic", "1", "--tls-key", "key.pem"], 64),
        (["--instrument", "binance:AAAUSDT", "--synthetic", "1", "--tls-key", "no.pem", "--tls-certificate", "no.pem"], 66),
        (["--instrument", "binance:AAAUSDT", "binance:AAAUSDT", "--synthetic", "1"], 64),
        (["--instrument", "binance:AAAUSDT"], 66),
    ]) func mistakesHaveTheirExitCodes(arguments: [String], status: Int) throws {
        let outcome = try Program().run(["venue"] + arguments)
        #expect(Int(outcome.status) == status, "\(outcome.errors)")
        #expect(outcome.output.isEmpty && outcome.errors.hasPrefix("error: "))
    }

    @Test func servesTheStoreUnderAnotherMarketUntilItIsInterrupted() throws {
        let program = try Program()
        try program.synthesise("synthetic-um:DEMOUSDT", count: 500, timeframe: "15m")
        let process = Process()
        process.executableURL = Program.url
        process.arguments = ["venue", "--instrument", "synthetic-um:DEMOUSDT", "--as", "binance-um", "--from", "2024-01-03"]
        process.currentDirectoryURL = program.folder.url
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let line = output.fileHandleForReading.availableData
        let document = try #require(try JSONSerialization.jsonObject(with: line) as? [String: Any])
        #expect(document["schema"] as? String == "alphapulse.venue.v1" && document["timeframe"] as? String == "15m")
        let rest = try #require(document["rest"] as? String)
        let answer = try Data(contentsOf: try #require(URL(string: rest + "/fapi/v1/klines?symbol=DEMOUSDT&interval=1h&limit=5")))
        let rows = try #require(try JSONSerialization.jsonObject(with: answer) as? [[Any]])
        #expect(rows.count == 5)
        process.terminate()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
    }
}
