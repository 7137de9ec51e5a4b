import ArgumentParser
import Foundation
import PulseBinance
import PulseCore
import PulseLive

/// Where a session's market is, and how it is listened to.
struct PaperOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Base address of REST requests, for both markets; Binance's own by default.", valueName: "url"))
    var rest: String?

    @Option(help: ArgumentHelp("Base address of streams, for both markets; Binance's own by default.", valueName: "url"))
    var stream: String?

    @Option(
        help: ArgumentHelp("PEM file of certificates to trust for https and wss addresses, in place of the system's.", valueName: "file"))
    var trust: String?

    @Option(
        help: ArgumentHelp(
            "Candles that are listened to, and on which exits are resolved; 1m by default, in a rehearsal the store's.",
            valueName: "timeframe"))
    var base: String?

    @Option(help: ArgumentHelp("Candles that heads vote on; the strategy's own by default.", valueName: "timeframe"))
    var timeframe: String?

    @Option(help: ArgumentHelp("End when the market has come so far; by default at Ctrl-C.", valueName: "time"))
    var until: String?

    @Option(
        help: ArgumentHelp(
            "Seconds that a slice waits for a missing candle before it is decided on without the instrument.", valueName: "n"))
    var patience = 10.0

    @Option(help: ArgumentHelp("How many times faster than real time the venue runs, for rehearsals.", valueName: "n"))
    var speed = 1.0

    @Option(
        help: ArgumentHelp(
            "Days of open interest, ratios, premium and funding to fetch where the store lacks them and the strategy reads them; the venue keeps 30.",
            valueName: "n"))
    var sideDays = 29

    @Option(
        help: ArgumentHelp(
            "Of a universe: perpetuals that were listed fewer days ago are left out. A session that is taken up again is told anew.",
            valueName: "n"))
    var minimumDays = UniverseRule().minimumDays

    @Flag(help: "Build candles from trades instead of listening to candles.")
    var fromTrades = false

    @Flag(inversion: .prefixedNo, help: "Listen to best bids and asks, against which fills are weighed.")
    var quotes = true

    func untilTime() throws -> Timestamp? {
        guard let until else { return nil }
        guard let time = Timestamp(until), Timestamp.plausible.contains(time) else {
            throw PulseError(.usage, "--until must be a time such as 2025-03-01T12:00:00Z, not '\(until)'")
        }
        return time
    }

    func validated() throws -> PaperOptions {
        _ = try untilTime()
        guard (0.01...86_400).contains(patience) else { throw PulseError(.usage, "--patience must lie in 0.01...86400 seconds") }
        guard (0...29).contains(sideDays) else { throw PulseError(.usage, "--side-days must lie in 0...29") }
        guard (0.01...1_000_000).contains(speed) else { throw PulseError(.usage, "--speed must lie in 0.01...1000000") }
        return self
    }

    func clients() throws(PulseError) -> [BinanceMarket: BinanceClient] { try BinanceClient.all(rest: rest, trust: trust, speed: speed) }

    func streamOptions() -> StreamOptions {
        var options = StreamOptions()
        options.trustRoots = trust
        options.timeScale = speed
        return options
    }
}
