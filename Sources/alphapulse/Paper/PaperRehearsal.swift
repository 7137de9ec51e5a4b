import ArgumentParser
import PulseBinance
import PulseCore

/// A replay venue inside the session's own process: the store's candles from an instant on, served over loopback sockets as Binance serves its own.
///
/// The session knows nothing of it but its address, so that a rehearsal goes the way that live streams go.
final class PaperRehearsal {
    /// The instruments, as the venue lists them.
    let instruments: [String]
    let rest: String
    let stream: String
    let base: Timeframe
    /// Where its clock begins, and the end of the candles.
    let start: Timestamp
    let end: Timestamp
    private let server: VenueServer

    /// Serves instruments of the store; those of other venues as perpetuals where their venue's name says so (`-um`, `-perp`), else as spot pairs.
    ///
    /// Throws what the command `venue` throws.
    init(_ instruments: [String], from: String, speed: Double, faults: String?, settings: Settings) throws {
        guard !instruments.isEmpty else {
            throw PulseError(.usage, "--rehearse needs --instrument", hint: "'alphapulse data list' shows what the store has")
        }
        _ = try RangeOptions.instant(from, "--rehearse", otherwise: TimeRange.all.from)
        let ids = instruments.compactMap { InstrumentID($0) }
        let isPerpetual = ids.contains { $0.venue.hasSuffix("-um") || $0.venue.hasSuffix("-perp") }
        let market = isPerpetual ? BinanceMarket.usdm : .spot
        let command = try VenueCommand.parse(
            ["--instrument"] + instruments + ["--as", market.venue, "--from", from, "--speed", "\(speed)", "--wait-for-client"]
                + (faults.map { ["--faults", $0] } ?? []))
        let served = try VenueInputs(command, settings).market()
        server = try VenueServer.start(served, try command.configuration())
        self.instruments = served.series.map { "\($0.instrument.market.venue):\($0.instrument.symbol)" }
        rest = "http://127.0.0.1:\(server.port)"
        stream = "ws://127.0.0.1:\(server.port)"
        base = served.base
        start = served.live.from
        end = served.live.to
    }

    func stop() throws { try server.stop() }
}
