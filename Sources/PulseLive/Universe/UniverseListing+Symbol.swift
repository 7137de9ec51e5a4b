import PulseCore

extension UniverseListing {
    /// A listing of which only instrument and volume are known, as in a file of past volumes: the assets are read off the symbol, the
    /// contract off the venue. Nil where the symbol ends in none of the quote assets.
    ///
    /// Dates and states of past listings are not known then, so that rules on them do not apply.
    public init?(_ id: InstrumentID, quoteVolume: Double, quoteAssets: [String]) {
        let quote = quoteAssets.filter { id.symbol.hasSuffix($0) && id.symbol != $0 }.max { $0.utf8.count < $1.utf8.count }
        guard let quote else { return nil }
        let isPerpetual = id.venue.split(separator: "-").contains { ["um", "perp", "perpetual", "swap", "futures"].contains($0) }
        self.init(
            id: id, baseAsset: String(id.symbol.dropLast(quote.count)), quoteAsset: quote, contract: isPerpetual ? .perpetual : .spot,
            quoteVolume: quoteVolume, lastPrice: .nan)
    }
}
