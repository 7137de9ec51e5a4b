import PulseCore

/// A symbol of the venue: what it is, and what it demands of orders.
public struct BinanceSymbol: Hashable, Sendable {
    public var symbol: String
    /// Nil for names that no instrument may have.
    public var id: InstrumentID?
    /// The rules of orders; nil where the filters do not say them, or there is no id.
    public var instrument: Instrument?
    /// `TRADING`, `BREAK`, `SETTLING`, ...
    public var status: String
    public var baseAsset: String
    public var quoteAsset: String
    /// Of futures: `PERPETUAL`, `CURRENT_QUARTER`, ...
    public var contractType: String?
    /// Of futures; far in the future for perpetuals, unless they are to be delisted.
    public var deliveryDate: Timestamp?
    /// Of futures: when trading began.
    public var onboardDate: Timestamp?
    public var permissions: [String]

    /// Whether it is traded now.
    public var isTrading: Bool { status == "TRADING" }

    /// One entry of `exchangeInfo`; nil where it has no symbol.
    init?(_ wire: WireValue, _ market: BinanceMarket) {
        guard let symbol = wire["symbol"]?.string else { return nil }
        self.symbol = symbol
        id = InstrumentID(venue: market.venue, symbol: symbol)
        status = wire["status"]?.string ?? wire["contractStatus"]?.string ?? ""
        baseAsset = wire["baseAsset"]?.string ?? ""
        quoteAsset = wire["quoteAsset"]?.string ?? ""
        contractType = wire["contractType"]?.string
        deliveryDate = wire["deliveryDate"]?.integer.map { Timestamp(milliseconds: $0) }
        onboardDate = wire["onboardDate"]?.integer.map { Timestamp(milliseconds: $0) }
        var names = (wire["permissions"]?.elements ?? []).compactMap(\.string)
        // A list of lists on the spot market, a list on futures.
        for entry in wire["permissionSets"]?.elements ?? [] {
            names += entry.string.map { [$0] } ?? (entry.elements ?? []).compactMap(\.string)
        }
        var seen = Set<String>()
        permissions = names.filter { seen.insert($0).inserted }
        instrument = id.flatMap { Self.instrument($0, market, wire["filters"]?.elements ?? []) }
    }

    private static func instrument(_ id: InstrumentID, _ market: BinanceMarket, _ filters: [WireValue]) -> Instrument? {
        func filter(_ type: String) -> WireValue? { filters.first { $0["filterType"]?.string == type } }
        guard let tick = filter("PRICE_FILTER")?["tickSize"]?.string.flatMap({ Increment($0) }),
            let lot = filter("LOT_SIZE")?["stepSize"]?.string.flatMap({ Increment($0) })
        else { return nil }
        let notional = filter("NOTIONAL") ?? filter("MIN_NOTIONAL")
        let text = notional?["minNotional"]?.string ?? notional?["notional"]?.string
        return Instrument(
            id: id, market: market == .spot ? .spot : .perpetual, tick: tick, lot: lot,
            minimumNotional: text.flatMap { cash($0) } ?? Cash(units: 0))
    }

    /// A decimal in 1e-8, as far as it goes.
    static func cash(_ text: String) -> Cash? {
        FixedPoint.units(text).map { Cash(units: $0) }
    }
}
