import PulseBinance
import PulseCore

extension BinanceClient {
    /// The clients of all markets, at one address or at Binance's own.
    ///
    /// - Parameter trust: a PEM file of certificates to trust in place of the system's. Throws `configuration` where it cannot be read.
    /// - Parameter speed: how many times faster than the clock the market runs.
    static func all(rest: String?, trust: String?, speed: Double = 1) throws(PulseError) -> [BinanceMarket: BinanceClient] {
        var options = Options()
        options.speed = speed
        var clients: [BinanceMarket: BinanceClient] = [:]
        for market in BinanceMarket.allCases {
            let transport = if let trust { try HTTPClientTransport(trustRoots: trust) } else { HTTPClientTransport() }
            clients[market] = BinanceClient(market: market, hosts: rest.map { [$0] } ?? [], options: options, transport: transport)
        }
        return clients
    }
}
