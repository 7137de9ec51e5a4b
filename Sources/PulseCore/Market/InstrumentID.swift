/// What is traded and where: `binance:BTCUSDT`, `binance-um:BTCUSDT`, `stocks:AAPL`.
public struct InstrumentID: Hashable, Comparable, Sendable {
    /// The venue and market, in lower case: letters, digits and hyphens.
    public let venue: String
    /// The venue's own name of the instrument, in upper case.
    public let symbol: String

    /// Nil where a part is empty, too long, or holds characters that are not safe in a file name.
    public init?(venue: String, symbol: String) {
        let venue = venue.lowercased()
        let symbol = symbol.uppercased()
        func isName(_ text: String) -> Bool {
            (1...40).contains(text.utf8.count)
                && text.utf8.allSatisfy { byte in
                    switch byte {
                    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                        UInt8(ascii: "0")...UInt8(ascii: "9"),
                        UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
                        true
                    default: false
                    }
                } && !text.hasPrefix(".")
        }
        guard isName(venue), isName(symbol) else { return nil }
        self.venue = venue
        self.symbol = symbol
    }

    /// Spot market of Binance.
    public static let binanceSpot = "binance"
    /// USD-margined perpetual futures of Binance.
    public static let binanceUSDM = "binance-um"

    public static func < (a: InstrumentID, b: InstrumentID) -> Bool { (a.venue, a.symbol) < (b.venue, b.symbol) }
}

extension InstrumentID: CustomStringConvertible, LosslessStringConvertible, Codable {
    public var description: String { "\(venue):\(symbol)" }

    /// Reads `venue:SYMBOL`; a bare `SYMBOL` is one of Binance's spot market.
    public init?(_ description: String) {
        let parts = description.split(separator: ":", omittingEmptySubsequences: false)
        switch parts.count {
        case 1: self.init(venue: Self.binanceSpot, symbol: String(parts[0]))
        case 2: self.init(venue: String(parts[0]), symbol: String(parts[1]))
        default: return nil
        }
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let id = InstrumentID(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "'\(text)' is not an instrument")
        }
        self = id
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
