import PulseCore

/// What the name and the folders of a file of Binance's archive say: `futures/um/monthly/klines/BTCUSDT/1m/BTCUSDT-1m-2025-01.zip`.
public struct ArchiveFileName: Hashable, Sendable {
    /// What a file of the archive holds.
    public enum Kind: String, Hashable, Sendable {
        case klines, aggTrades, trades, bookTicker, bookDepth, fundingRate, metrics, liquidationSnapshot
        /// Something else.
        case unknown
    }

    public var kind: Kind
    /// In upper case; nil where the name does not start with one.
    public var symbol: String?
    /// Of klines; nil where the interval is none that is supported.
    public var timeframe: Timeframe?
    /// The interval as it was written.
    public var interval: String?
    /// The venue that the folders name, or nil where they name none.
    public var venue: String?

    /// Reads a path. Folders count from the file outwards: the nearest one that says something is believed.
    public init(path: String) {
        let components = path.split(separator: "/").map(String.init)
        var name = components.last ?? ""
        for suffix in [".gz", ".zip", ".csv", ".jsonl", ".json"] where name.lowercased().hasSuffix(suffix) {
            name.removeLast(suffix.count)
        }
        let parts = name.split(separator: "-").map(String.init)
        symbol = parts.first.flatMap { Self.isSymbol($0) ? $0.uppercased() : nil }
        let word = parts.count > 1 ? parts[1] : ""
        kind = Kind(rawValue: word) ?? .unknown
        if kind == .unknown, Self.isInterval(word) {
            kind = .klines
            interval = word
            timeframe = Timeframe(word)
        }
        venue = components.dropLast().reversed().lazy.compactMap(Self.venue(of:)).first
    }

    /// Whether the name allows for candles of trades.
    public var mayHoldCandles: Bool { venue != "binance-um-premium" && (kind == .klines || kind == .unknown) }

    /// What a file that holds no candles is, in words; nil for klines.
    public var refusal: String? {
        switch kind {
        case .klines: nil
        case .aggTrades, .trades: "holds trades, not candles"
        case .bookTicker, .bookDepth: "holds an order book, not candles"
        case .fundingRate: "holds funding rates, not candles"
        case .metrics: "holds open interest and ratios, not candles"
        case .liquidationSnapshot: "holds liquidations, not candles"
        case .unknown: nil
        }
    }

    private static func isSymbol(_ text: String) -> Bool {
        text.count >= 2 && text.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" } && text.contains { $0.isLetter }
    }

    /// `1m`, `4h`, `1mo`, `1M`: digits and a unit.
    private static func isInterval(_ text: String) -> Bool {
        let unit = text.drop { $0.isASCII && $0.isNumber }
        return unit.count < text.count && ["s", "m", "h", "d", "w", "mo", "M"].contains(unit)
    }

    /// The venue that a folder stands for.
    private static func venue(of folder: String) -> String? {
        switch folder.lowercased() {
        case "spot": InstrumentID.binanceSpot
        case "um": InstrumentID.binanceUSDM
        case "cm": "binance-cm"
        // Prices that nobody trades at: kept apart from the candles of trades.
        case "markpriceklines", "um-mark": "binance-um-mark"
        case "indexpriceklines", "um-index": "binance-um-index"
        case "premiumindexklines", "um-premium": "binance-um-premium"
        case let name where otherVenues.contains(name): name
        default: nil
        }
    }

    /// Folders that name another exchange whose candles were brought into the archive's form.
    private static let otherVenues: Set<String> = [
        "bitfinex", "bitstamp", "bybit", "coinbase", "gate", "gemini", "huobi", "kraken", "kucoin", "okx",
    ]
}
