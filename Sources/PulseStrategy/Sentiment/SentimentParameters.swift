import PulseCore

/// What can be set of the sentiment head.
public struct SentimentParameters: Hashable, Sendable {
    /// Hours in which an item's weight halves.
    public var halfLife = 12.0
    /// Hours for which items speak after the latest of them became known.
    public var maximumAge = 24.0
    /// It votes long above this sentiment and short below minus this.
    public var threshold = 0.2
    /// What the fear & greed index says where there are no fresh items.
    public var fearGreed = FearGreedReading.contrarian
    /// Hours for which a value of the index counts; it is daily, so this allows for one that comes late.
    public var fearGreedMaximumAge = 48.0

    public init() {}

    mutating func read(_ reader: inout ConfigurationReader) {
        halfLife = reader.number("halfLife", in: 0.1...1_000) ?? halfLife
        maximumAge = reader.number("maximumAge", in: 0.1...1_000) ?? maximumAge
        threshold = reader.number("threshold", in: 0...1) ?? threshold
        if let name = reader.choice("fearGreed", of: FearGreedReading.allCases.map(\.rawValue)) {
            fearGreed = FearGreedReading(rawValue: name) ?? fearGreed
        }
        fearGreedMaximumAge = reader.number("fearGreedMaximumAge", in: 0.1...1_000) ?? fearGreedMaximumAge
    }

    func describe() -> [SpecificationValue] {
        [
            SpecificationValue("heads.sentiment.halfLife", halfLife), SpecificationValue("heads.sentiment.maximumAge", maximumAge),
            SpecificationValue("heads.sentiment.threshold", threshold),
            SpecificationValue("heads.sentiment.fearGreed", fearGreed.rawValue),
            SpecificationValue("heads.sentiment.fearGreedMaximumAge", fearGreedMaximumAge),
        ]
    }
}
