extension SideKind {
    /// Whether a series of all instruments says something about this one. Alt season compares the others with BTC: it says nothing about
    /// BTC itself.
    public func concerns(_ id: InstrumentID) -> Bool { self != .altSeason || !Self.isBitcoin(id.symbol) }

    /// Whether a symbol is BTC against a currency (`BTCUSDT`, `BTC-EUR`, `BTCUSD_PERP`) and not another coin whose name begins so
    /// (`BTCDOMUSDT`, `BTCSTUSDT`).
    private static func isBitcoin(_ symbol: String) -> Bool {
        guard symbol.hasPrefix("BTC") || symbol.hasPrefix("XBT") else { return false }
        let quote = symbol.dropFirst(3).drop { "-_./".contains($0) }
        let currencies = ["USD", "EUR", "FDUSD", "BUSD", "TUSD", "DAI", "GBP", "JPY", "TRY", "BRL", "AUD", "BIDR", "RUB", "UAH", "ZAR"]
        return quote.isEmpty || currencies.contains { quote.hasPrefix($0) }
    }
}
