import PulseCore

/// What can be set of the technical head.
public struct TechnicalParameters: Hashable, Sendable {
    /// The weights of its three categories; any positive numbers, used in proportion.
    public var trend = 0.40
    public var momentum = 0.35
    public var volatility = 0.25
    /// It votes long from this score on, and short from 1 minus this score down.
    public var threshold = 0.55

    public init() {}

    mutating func read(_ reader: inout ConfigurationReader) {
        trend = reader.number("trend", in: 0...1) ?? trend
        momentum = reader.number("momentum", in: 0...1) ?? momentum
        volatility = reader.number("volatility", in: 0...1) ?? volatility
        threshold = reader.number("threshold", in: 0.501...1) ?? threshold
        if trend + momentum + volatility <= 0 {
            reader.fault("trend", "must be above 0 where 'momentum' and 'volatility' are 0")
        }
    }

    func describe() -> [SpecificationValue] {
        [
            SpecificationValue("heads.technical.trend", trend), SpecificationValue("heads.technical.momentum", momentum),
            SpecificationValue("heads.technical.volatility", volatility), SpecificationValue("heads.technical.threshold", threshold),
        ]
    }
}
