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
        (["--instrument", "binance:AAAUSDT", "--speed", "0", "--synthetic", "1"], 64),
        (["--instrument", "binance:AAAUSDT", "--synthetic", "1", "--count", "2"], 64),
        (["--instrument", "binance:AAAUSDT", "--synthetic", "1", "--count", "9", "--from", "2025-01-02", "--to", "2025-01-03"], 64),
        (["--instrument", "binance:AAAUSDT", "--synthetic", "1", "--to", "2025-01-01"], 64),
        (["--instrument", "binance:AAAUSDT", "--synthetic", "1", "--faults", "7:drop=0.6,delay=0.6"], 64),
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

    @Test func aSyntheticMarketEndsWhereItIsToldTo() throws {
        let program = try Program()
        let venue = try RunningVenue(
            program, "--instrument", "binance:AAAUSDT", "--synthetic", "7", "--to", "2025-01-02T06:00", "--wait-for-client")
        #expect(venue.document["from"] as? String == "2025-01-02T00:00:00Z" && venue.document["to"] as? String == "2025-01-02T06:00:00Z")
        let listed = try #require((venue.document["instruments"] as? [[String: Any]])?.first)
        #expect(listed["candles"] as? Int == 540 && listed["from"] as? String == "2025-01-01T21:00:00Z")
    }

    @Test func namesWhatTheStoreHasWhereNoTimeframeIsCommon() throws {
        let program = try Program()
        try program.synthesise("binance-um:AAAUSDT", count: 500, timeframe: "5m")
        try program.synthesise("binance-um:BBBUSDT", count: 500, timeframe: "1h")
        let outcome = try program.run("venue", "--instrument", "binance-um:AAAUSDT", "binance-um:BBBUSDT", "binance-um:CCCUSDT")
        #expect(outcome.status == 66, "\(outcome.errors)")
        #expect(outcome.errors.contains("binance-um:AAAUSDT has 5m; binance-um:BBBUSDT has 1h; binance-um:CCCUSDT has none"))
    }

    @Test func servesTheStoreUnderAnotherMarketUntilItIsInterrupted() throws {
        let program = try Program()
        try program.synthesise("synthetic-um:DEMOUSDT", count: 500, timeframe: "15m")
        let venue = try RunningVenue(program, "--instrument", "synthetic-um:DEMOUSDT", "--as", "binance-um", "--from", "2024-01-03")
        let document = venue.document
        #expect(document["schema"] as? String == "alphapulse.venue.v1" && document["timeframe"] as? String == "15m")
        #expect(try venue.answer("/fapi/v1/klines?symbol=DEMOUSDT&interval=1h&limit=5").count == 5)
        #expect(venue.stop() == 0)
    }
}
