/// Assets whose price is meant to stand still against the dollar, and currencies of states: they are quoted, not traded on signals.
///
/// Gold tokens (PAXG, XAUT) are not among them, since their prices move; nor is USTC, which lost its peg.
public enum StableAssets {
    public static let names: Set<String> = dollars.union(currencies)

    /// Dollar tokens, those of other currencies, and their short-lived predecessors.
    static let dollars: Set<String> = [
        "USDT", "USDC", "FDUSD", "TUSD", "DAI", "USDP", "PAX", "BUSD", "USDD", "USDE", "SUSDE", "USDS", "USDSB", "SUSD", "GUSD", "PYUSD",
        "RLUSD", "USD1", "XUSD", "BFUSD", "LUSD", "FRAX", "CRVUSD", "USDJ", "UST", "VAI", "EURI", "AEUR", "EURC", "EURS", "BIDR", "IDRT",
        "BKRW", "BVND",
    ]
    /// ISO 4217 codes that venues have listed.
    static let currencies: Set<String> = [
        "USD", "EUR", "GBP", "AUD", "NZD", "CAD", "CHF", "JPY", "TRY", "BRL", "RUB", "UAH", "NGN", "ZAR", "ARS", "MXN", "COP", "CZK", "PLN",
        "RON", "IDR", "VND", "THB",
    ]
}
