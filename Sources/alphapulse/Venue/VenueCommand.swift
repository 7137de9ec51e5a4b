import ArgumentParser
import Foundation
import PulseBinance
import PulseCore
import PulseResearch
import PulseStore

struct VenueCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "venue",
        abstract: "Serve candles of the store as Binance does: REST, streams and archive of both markets on one port, at any speed.",
        discussion: """
            Prints one line of JSON when it listens, and runs until it is interrupted. What comes before --from is history; from there on the
            venue's clock runs. At --speed max it is as fast as its clients, and nothing is lost by pace.
            docs/venue.md tells what is served, and every fault.
            Examples:
              alphapulse venue --instrument binance-um:BTCUSDT --from 2025-03-01 --speed 60 --port 8080
              alphapulse venue --instrument synthetic-um:DEMO7USDT --as binance-um --speed max --faults 7:all
              alphapulse venue --instrument binance:BTCUSDT --synthetic 7 --count 5000
            """)

    @OptionGroup var options: GlobalOptions

    @Option(parsing: .upToNextOption, help: ArgumentHelp("What to serve.", valueName: "venue:SYMBOL"))
    var instrument: [String]

    @Option(
        name: .customLong("as"), help: ArgumentHelp("Market of instruments of other venues: binance or binance-um.", valueName: "venue"))
    var servedAs: String?

    @Option(help: "Length of the base candle; by default the shortest that the store has of all instruments, or 1m.")
    var timeframe: String?

    @OptionGroup var span: RangeOptions

    @Option(help: ArgumentHelp("How much faster than the wall clock: a number above 0, or max.", valueName: "factor"))
    var speed = "1"

    @Option(help: "Port to listen on; 0 for any free one.")
    var port = 0

    @Option(help: ArgumentHelp("Address to listen on.", valueName: "address"))
    var host = "127.0.0.1"

    @Option(help: ArgumentHelp("Serve synthetic markets in place of the store's candles.", valueName: "seed"))
    var synthetic: UInt64?

    @Option(help: "Candles of a synthetic market; 10000 by default, or as many as reach to --to.")
    var count: Int?

    @Option(help: ArgumentHelp("Faults to show: SEED:NAME=VALUE,... or SEED:all.", valueName: "spec"))
    var faults: String?

    @Option(help: "Prints that a candle is told in, unless its prices need more.")
    var prints = 24

    @Option(help: ArgumentHelp("Certificate chain in PEM: https and wss on the same port.", valueName: "file"))
    var tlsCertificate: String?

    @Option(help: ArgumentHelp("Private key in PEM.", valueName: "file"))
    var tlsKey: String?

    @Option(help: ArgumentHelp("Venue time after which a connection is cut; 24 by default up to speed 60, else never.", valueName: "hours"))
    var life: Double?

    @Flag(help: "Start the clock with the first subscription.")
    var waitForClient = false

    @Flag(help: "Stop when the market has ended and the stream clients have left.")
    var once = false

    @Flag(name: .customLong("no-limits"), help: "Count weights and messages, but refuse nobody.")
    var isUnlimited = false

    func run() throws {
        let settings = try Settings(options: options)
        let market = try VenueInputs(self, settings).market()
        let configuration = try configuration()

        let interrupt = Interrupt()
        let server = try VenueServer.start(market, configuration)
        try JSONOutput.print(VenueDocument(market, server.port, configuration))
        while !interrupt.isRaised {
            if try server.isDone() { break }
            Thread.sleep(forTimeInterval: 0.05)
        }
        let statistics = try server.statistics()
        try server.stop()
        guard !options.quiet else { return }
        Console.note(
            "\(statistics.requests) requests, \(statistics.connections) stream connections, \(statistics.frames) frames "
                + "(\(statistics.bytes) bytes), \(statistics.faults) faults, \(statistics.slowConsumers) slow consumers cut")
    }

    /// How the server is to run.
    func configuration() throws -> VenueConfiguration {
        var configuration = VenueConfiguration()
        configuration.host = host
        guard (0...65_535).contains(port) else { throw PulseError(.usage, "--port must lie in 0...65535, not \(port)") }
        configuration.port = port
        configuration.speed = try venueSpeed()
        configuration.waitsForClient = waitForClient
        configuration.stopsAfterMarket = once
        configuration.enforcesLimits = !isUnlimited
        configuration.lifetime = try lifetime(configuration.speed)
        guard (tlsCertificate == nil) == (tlsKey == nil) else { throw PulseError(.usage, "--tls-certificate and --tls-key go together") }
        configuration.certificateFile = tlsCertificate
        configuration.keyFile = tlsKey
        return configuration
    }

    private func venueSpeed() throws -> VenueClock.Speed {
        if speed == "max" { return .maximum }
        guard let factor = Double(speed), factor > 0, factor <= 10_000_000 else {
            throw PulseError(.usage, "--speed must be a number above 0, or max, not '\(speed)'")
        }
        return .times(factor)
    }

    private func lifetime(_ speed: VenueClock.Speed) throws -> Int64? {
        if let life {
            guard life > 0, life <= 1_000_000 else { throw PulseError(.usage, "--life must be a number of hours above 0, not \(life)") }
            return Int64(life * 3_600_000)
        }
        guard case .times(let factor) = speed, factor <= 60 else { return nil }
        return Timestamp.day
    }
}
