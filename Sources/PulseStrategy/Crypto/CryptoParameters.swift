import PulseCore

/// What can be set of the crypto-metrics head: how long each side series' latest value counts, in hours.
public struct CryptoParameters: Hashable, Sendable {
    /// Funding is settled every eight hours at most; one settlement may be missing.
    public var fundingMaximumAge = 24.0
    public var openInterestMaximumAge = 4.0
    public var longShortMaximumAge = 4.0
    /// Enough for premiums of eight-hour candles.
    public var premiumMaximumAge = 12.0
    /// Daily, and perhaps late.
    public var altSeasonMaximumAge = 48.0
    /// Candles after its confirmation for which a divergence counts.
    public var divergenceLife = 20

    public init() {}

    mutating func read(_ reader: inout ConfigurationReader) {
        let ages = 0.1...1_000.0
        fundingMaximumAge = reader.number("fundingMaximumAge", in: ages) ?? fundingMaximumAge
        openInterestMaximumAge = reader.number("openInterestMaximumAge", in: ages) ?? openInterestMaximumAge
        longShortMaximumAge = reader.number("longShortMaximumAge", in: ages) ?? longShortMaximumAge
        premiumMaximumAge = reader.number("premiumMaximumAge", in: ages) ?? premiumMaximumAge
        altSeasonMaximumAge = reader.number("altSeasonMaximumAge", in: ages) ?? altSeasonMaximumAge
        divergenceLife = reader.integer("divergenceLife", in: 1...200) ?? divergenceLife
    }

    func describe() -> [SpecificationValue] {
        [
            SpecificationValue("heads.crypto.fundingMaximumAge", fundingMaximumAge),
            SpecificationValue("heads.crypto.openInterestMaximumAge", openInterestMaximumAge),
            SpecificationValue("heads.crypto.longShortMaximumAge", longShortMaximumAge),
            SpecificationValue("heads.crypto.premiumMaximumAge", premiumMaximumAge),
            SpecificationValue("heads.crypto.altSeasonMaximumAge", altSeasonMaximumAge),
            SpecificationValue("heads.crypto.divergenceLife", divergenceLife),
        ]
    }
}
