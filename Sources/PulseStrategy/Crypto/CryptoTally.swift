import PulseCore

/// What the inputs say at one candle, added up, and the vote that follows.
package struct CryptoTally: Sendable {
    /// Net weight for longs, in tenths.
    package private(set) var net = 0
    private var longs = 0
    private var shorts = 0
    /// Inputs that there are, whatever they say.
    package private(set) var available = 0
    /// Whether one of them is a side series.
    private var hasSideSeries = false

    /// Confidence without any side series is at most this.
    static let candlesAloneLimit = 0.75
    /// Net weight, in tenths, from which on the head takes a side.
    static let leastNet = 10
    /// That many inputs are a broad basis.
    static let broad = 4

    @inline(__always)
    package init() {}

    /// Adds an input that there is: +1 for longs, -1 for shorts, 0 for neither.
    @inline(__always)
    package mutating func add(_ input: CryptoInput, side: Int) {
        net += side * input.weight
        longs += side > 0 ? 1 : 0
        shorts += side < 0 ? 1 : 0
        available += 1
        hasSideSeries = hasSideSeries || input.rawValue > CryptoInput.deltaDivergence.rawValue
    }

    /// Long or short from a net weight of 1 on: p = min(.88, .58 + .07 |net|); c = .60 + .05 for each input that agrees, - .07 for each
    /// that opposes, + .05 with four inputs or more. Else flat, with the confidence of nobody agreeing or opposing. Abstains without any
    /// input.
    @inline(__always)
    package func vote(evidenceAge: Int = 0) -> Vote {
        guard available > 0 else { return .abstain(.missingInput) }
        let takesSide = abs(net) >= Self.leastNet
        let (agreeing, opposing) = !takesSide ? (0, 0) : net > 0 ? (longs, shorts) : (shorts, longs)
        var confidence = 0.60 + 0.05 * Double(agreeing) - 0.07 * Double(opposing)
        if available >= Self.broad { confidence += 0.05 }
        confidence = min(max(confidence, 0.30), hasSideSeries ? 0.90 : Self.candlesAloneLimit)
        guard takesSide else { return .flat(confidence: Score(confidence)) }
        let probability = min(0.88, 0.58 + 0.07 * (Double(abs(net)) / 10))
        return Vote(
            net > 0 ? .long : .short, probability: Score(probability), confidence: Score(confidence), evidenceAge: evidenceAge)
    }
}
