import Foundation
import PulseCore

/// The address of a server of streams, taken apart.
struct StreamHost: Hashable, Sendable {
    var isSecure: Bool
    var host: String
    var port: Int
    /// Before the streams' own path; without a slash at its end.
    var prefix: String
    var text: String

    /// Reads `wss://stream.binance.com:9443`, `ws://127.0.0.1:8080`.
    ///
    /// Throws `PulseError(.usage)` for what is no such address.
    init(_ text: String) throws {
        guard let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(), let host = parts.host, !host.isEmpty,
            ["ws", "wss", "http", "https"].contains(scheme)
        else {
            throw PulseError(.usage, "'\(text)' is no address of streams", hint: "write wss://host:port or ws://host:port")
        }
        isSecure = scheme == "wss" || scheme == "https"
        // A bracketed IPv6 literal.
        self.host = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
        port = parts.port ?? (isSecure ? 443 : 80)
        var path = parts.path
        while path.hasSuffix("/") { path.removeLast() }
        prefix = path
        self.text = text
    }

    /// For the header `Host`.
    var authority: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return port == (isSecure ? 443 : 80) ? name : "\(name):\(port)"
    }

    /// The name to be sent in the TLS greeting; none for addresses made of numbers.
    var serverName: String? {
        let isNumeric = host.contains(":") || host.allSatisfy { $0.isNumber || $0 == "." }
        return isNumeric ? nil : host
    }
}
