extension HeadID {
    /// The side series that the head reads beside the candles, in their fixed order; runs load those of the heads that vote, and no others.
    public var sideKinds: [SideKind] {
        switch self {
        case .sentiment: [.fearGreed, .sentiment]
        case .crypto: [.fundingRate, .openInterest, .longShortRatio, .premiumIndex, .altSeason]
        case .technical, .volume, .rules, .ict, .wyckoff, .harmonic, .structure, .technicalModel, .priceActionModel, .regime: []
        }
    }

    /// Whether one of its side series can stand for another, so that one of them is enough.
    public var needsOneSideKind: Bool { self == .sentiment }
}
