/// How far a source's news may move a price, by its name or address.
public enum NewsSource {
    /// Where nothing is known of the source.
    public static let unknownWeight = 0.6

    /// Names in lower case. Institutions and wires, then trade press, aggregators, and social media. Judgement, not measurement.
    private static let weights: [String: Double] = [
        "sec": 1, "cftc": 1, "federalreserve": 1, "fed": 1, "ecb": 1, "bls": 1, "binance": 1, "coinbase": 1, "kraken": 1, "okx": 1,
        "bybit": 1,
        "reuters": 0.95, "bloomberg": 0.95, "apnews": 0.95, "wsj": 0.95, "ft": 0.95, "financialtimes": 0.95, "cnbc": 0.9, "forbes": 0.75,
        "coindesk": 0.85, "theblock": 0.85, "blockworks": 0.8, "cointelegraph": 0.75, "decrypt": 0.75, "dlnews": 0.75,
        "bitcoinmagazine": 0.7,
        "cryptopanic": 0.6, "beincrypto": 0.55, "cryptoslate": 0.55, "newsbtc": 0.5, "utoday": 0.5, "ambcrypto": 0.45, "dailyhodl": 0.45,
        "twitter": 0.4, "x": 0.4, "telegram": 0.35, "reddit": 0.3, "discord": 0.25, "youtube": 0.25, "4chan": 0.1, "tiktok": 0.1,
    ]

    /// The weight of a source, 0 to 1: `Reuters`, `www.reuters.com` and `https://reuters.com/markets` are the same.
    public static func weight(_ source: String) -> Double {
        let parts = source.prefix(200).lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
        if let weight = weights[parts.joined()] { return weight }
        return parts.lazy.compactMap { weights[$0] }.first ?? unknownWeight
    }
}
