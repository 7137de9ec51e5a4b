import PulseCore

/// One of Binance's two markets that are traded here: each has its own hosts, paths and limits.
public enum BinanceMarket: String, Sendable, CaseIterable, Codable {
    case spot
    /// USD-margined futures.
    case usdm = "um"

    /// The market of an instrument's venue; nil for venues that are not Binance's.
    public init?(_ id: InstrumentID) {
        switch id.venue {
        case InstrumentID.binanceSpot: self = .spot
        case InstrumentID.binanceUSDM: self = .usdm
        default: return nil
        }
    }

    /// The venue's name in instrument ids.
    public var venue: String { self == .spot ? InstrumentID.binanceSpot : InstrumentID.binanceUSDM }

    /// Where REST requests go unless told otherwise, the first being preferred.
    public var restHosts: [String] {
        switch self {
        case .spot: ["https://api.binance.com", "https://api-gcp.binance.com", "https://data-api.binance.vision"]
        case .usdm: ["https://fapi.binance.com"]
        }
    }

    /// Where streams are unless told otherwise, the first being preferred.
    public var streamHosts: [String] {
        switch self {
        case .spot: ["wss://stream.binance.com:9443", "wss://stream.binance.com:443", "wss://data-stream.binance.vision"]
        case .usdm: ["wss://fstream.binance.com"]
        }
    }

    /// Request weight that an address may use in a calendar minute.
    public var weightPerMinute: Int { self == .spot ? 6_000 : 2_400 }

    /// Messages that a client may send on a stream connection in a second, control frames included.
    public var messagesPerSecond: Int { self == .spot ? 5 : 10 }

    /// Streams that one connection may carry.
    public static let streamsPerConnection = 1_024
}
