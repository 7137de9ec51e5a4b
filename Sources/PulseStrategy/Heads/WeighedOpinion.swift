import PulseCore

/// One of the opinions that a head mixes into its score, as its evidence tells it; made when somebody asks, not on the way to a vote.
package struct WeighedOpinion: Hashable, Sendable {
    package let name: String
    /// From 0 (bearish) to 1 (bullish).
    package let value: Double
    /// Its part of the whole; the parts of the opinions that count sum to 1.
    package let share: Double
    /// The figures behind it, for a reader.
    package let detail: String

    package init(_ name: String, _ value: Double, share: Double, detail: String) {
        self.name = name
        self.value = value
        self.share = share
        self.detail = detail
    }

    /// What it adds to the score's distance from the middle; nothing where it is not a number.
    package var pull: Double { value.isNaN ? 0 : share * (value - 0.5) }

    private var evidence: Evidence {
        let side: Direction = value > 0.5 ? .long : value < 0.5 ? .short : .flat
        return Evidence(
            name, side: side, strength: value.isNaN ? nil : 2 * abs(value - 0.5),
            detail: "\(detail); weighs \(Evidence.figure(100 * share, 10)) %")
    }

    /// As evidence, those that move the score the most first; of equals, in the order given.
    static func ranked(_ opinions: [WeighedOpinion]) -> [Evidence] {
        let order = opinions.indices.sorted { a, b in
            let (first, second) = (abs(opinions[a].pull), abs(opinions[b].pull))
            return first != second ? first > second : a < b
        }
        return order.map { opinions[$0].evidence }
    }
}
