/// What a side series measures. The order is the one in which inputs are laid out, digested and listed.
@frozen
public enum SideKind: Int, Hashable, Sendable, Codable, CaseIterable, Comparable {
    /// Funding rate of a perpetual for one settlement, as a fraction (.0001 is .01 %); known at the settlement. Its weight is the
    /// interval between settlements in units of 8 hours: value / weight is the rate for 8 hours.
    case fundingRate
    /// Open interest in contracts or base currency.
    case openInterest
    /// Long accounts over short accounts, of all accounts.
    case longShortRatio
    /// Premium of the perpetual over its index, as a fraction.
    case premiumIndex
    /// The daily fear & greed index, 0 (fear) to 100 (greed).
    case fearGreed
    /// Sentiment of one item (a headline, a post, a provider's score), -1 to 1; its weight is the item's impact.
    case sentiment
    /// Share (0 to 100) of the universe that beats BTC over 90 days.
    case altSeason

    public var name: String { String(describing: self) }

    public init?(name: String) {
        guard let match = SideKind.allCases.first(where: { $0.name == name }) else { return nil }
        self = match
    }

    @inlinable public static func < (a: SideKind, b: SideKind) -> Bool { a.rawValue < b.rawValue }
}
