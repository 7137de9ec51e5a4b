import PulseCore

/// Reads a request's parameters and remembers which of them were known.
package struct ParameterReader {
    private let request: VenueRequest
    private let market: BinanceMarket
    private var known: Set<String> = []

    package init(_ request: VenueRequest, _ market: BinanceMarket) {
        self.request = request
        self.market = market
    }

    package mutating func optional(_ name: String) throws(VenueRefusal) -> String? {
        known.insert(name)
        guard let value = request[name] else { return nil }
        guard !value.isEmpty else { throw VenueRefusal(-1105, "Parameter '\(name)' was empty.") }
        return value
    }

    package mutating func required(_ name: String) throws(VenueRefusal) -> String {
        known.insert(name)
        guard let value = request[name], !value.isEmpty else { throw .missing(name) }
        return value
    }

    /// A symbol in capital letters: any letters and digits of any script, `-`, `_` and `.`.
    package mutating func symbol(_ name: String = "symbol") throws(VenueRefusal) -> String {
        let text = try required(name)
        try Self.check(symbol: text, name)
        return text
    }

    package static func check(symbol text: String, _ name: String) throws(VenueRefusal) {
        let isLegal = text.count <= 50 && text.allSatisfy { ($0.isLetter && !$0.isLowercase) || $0.isNumber || "-_.".contains($0) }
        guard isLegal else { throw .illegal(name, range: "^[\\w\\-._&&[^a-z]]{1,50}$") }
    }

    package mutating func integer(_ name: String) throws(VenueRefusal) -> Int64? {
        guard let text = try optional(name) else { return nil }
        guard text.utf8.count <= 20, text.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }), let number = Int64(text) else {
            throw .illegal(name, range: "^[0-9]{1,20}$")
        }
        return number
    }

    /// A time in milliseconds; microseconds are told by their size.
    package mutating func time(_ name: String) throws(VenueRefusal) -> Int64? {
        try integer(name).map { $0 >= 100_000_000_000_000 ? $0 / 1_000 : $0 }
    }

    /// Number of rows: the spot market takes less than is asked for, futures refuse.
    package mutating func limit(otherwise: Int, most: Int) throws(VenueRefusal) -> Int {
        guard let number = try integer("limit") else { return otherwise }
        guard number >= 1 else { throw .notValid("limit") }
        guard number <= most else {
            if market == .usdm { throw .notValid("limit") }
            return most
        }
        return Int(number)
    }

    package mutating func interval(_ name: String = "interval") throws(VenueRefusal) -> Timeframe {
        guard let interval = Timeframe(try required(name)) else { throw .invalidInterval }
        return interval
    }

    /// The spot market refuses what it does not know; futures pass it over.
    package func finish() throws(VenueRefusal) {
        let unread = request.parameters.count { !known.contains($0.name) }
        guard market == .spot, unread > 0 else { return }
        throw VenueRefusal(
            -1104,
            "Not all sent parameters were read; read '\(request.parameters.count - unread)' parameter(s) but was sent '\(request.parameters.count)'."
        )
    }
}
