/// What the crypto-metrics head looks at, in the order of its tables.
package enum CryptoInput: Int, CaseIterable, Sendable {
    case takerFlow, deltaDivergence, fundingRate, openInterest, longShortRatio, premiumIndex, altSeason

    /// Its weight in tenths, so that sums are exact.
    package var weight: Int {
        switch self {
        case .takerFlow: 10
        case .deltaDivergence: 12
        case .fundingRate: 10
        case .openInterest: 8
        case .longShortRatio: 8
        case .premiumIndex: 6
        case .altSeason: 5
        }
    }

    /// What `explain` calls it.
    package var name: String {
        switch self {
        case .takerFlow: "taker flow"
        case .deltaDivergence: "volume delta divergence"
        case .fundingRate: "funding rate"
        case .openInterest: "open interest"
        case .longShortRatio: "long/short ratio"
        case .premiumIndex: "premium index"
        case .altSeason: "alt season"
        }
    }
}
