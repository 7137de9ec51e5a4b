import PulseCore

/// An instrument that is not in a universe, and the first reason that was found.
public struct UniverseExclusion: Hashable, Sendable, Codable {
    public enum Reason: String, Hashable, Sendable, Codable, CaseIterable {
        /// Not spot and not perpetual, or a market of which none is asked for.
        case contract
        case quoteAsset
        case notTrading
        /// The venue has announced its end.
        case delisting
        /// The base asset is money itself.
        case stable
        case leveraged
        /// Listed for fewer days than the rule asks for.
        case tooYoung
        case lowVolume
        /// Others have more volume.
        case outranked
    }

    public var id: InstrumentID
    public var reason: Reason

    public init(_ id: InstrumentID, _ reason: Reason) {
        self.id = id
        self.reason = reason
    }
}
