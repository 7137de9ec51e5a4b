/// What kind of thing a headline tells of, by how much such news moves prices; the order decides among equal weights.
public enum NewsEvent: String, Hashable, Sendable, CaseIterable {
    case hack, insolvency, etf, regulation, macro, liquidation, listing, adoption, market, technology, opinion

    /// Share of the largest impact, 0 to 1. Judgement, not measurement.
    public var weight: Double {
        switch self {
        case .hack, .insolvency: 1
        case .etf, .regulation: 0.9
        case .macro: 0.8
        case .liquidation, .listing: 0.7
        case .adoption: 0.6
        case .market: 0.5
        case .technology: 0.4
        case .opinion: 0.3
        }
    }

    /// The weight of a headline without any known event.
    public static let unknownWeight = 0.3
}
