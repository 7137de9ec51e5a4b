import Foundation
import PulseBinance
import PulseCore

extension BinanceClient {
    /// The clients of all markets, at one address or at Binance's own.
    ///
    /// Throws `usage` for what is no address, and `configuration` where certificates cannot be read.
    ///
    /// - Parameter trust: a PEM file of certificates to trust in place of the system's.
    /// - Parameter speed: how many times faster than the clock the market runs.
    static func all(rest: String?, trust: String? = nil, speed: Double = 1) throws(PulseError) -> [BinanceMarket: BinanceClient] {
        if let rest {
            let parts = URLComponents(string: rest)
            guard ["http", "https"].contains(parts?.scheme?.lowercased()), parts?.host?.isEmpty == false else {
                let hint = rest.contains("://") ? "write https://host:port or http://host:port" : "did you mean http://\(rest)?"
                throw PulseError(.usage, "'\(rest)' is no address of a REST interface", hint: hint)
            }
        }
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
