import PulseCore

/// A pattern at whose D the price has turned: what it says, for how long, where it is wrong and what it aims at.
package struct CompletedPattern: Sendable {
    /// What speaks for a pattern besides its ratios.
    package struct Agreements: OptionSet, Hashable, Sendable {
        package let rawValue: Int

        package init(rawValue: Int) { self.rawValue = rawValue }

        /// CD is an ideal multiple of AB.
        package static let equalLegs = Agreements(rawValue: 1)
        /// D is beyond B while the relative strength index is not.
        package static let divergence = Agreements(rawValue: 2)
        /// D lies on a level of support or resistance.
        package static let level = Agreements(rawValue: 4)
        /// Volume had dried up on the way into D.
        package static let quietVolume = Agreements(rawValue: 8)
    }

    /// Candles for which a pattern speaks at least, and as a share of its own length.
    package static let leastLife = 5
    static let lifeShare = 4
    static let highestProbability = 0.90
    static let highestConfidence = 0.92
    /// The distance of each target from D, in AD (for a Cypher, in CD).
    package static let targetRatios = SIMD4(0.382, 0.618, 1, 1.272)

    package let rule: Int
    package let legs: HarmonicLegs
    package let d: Pivot
    /// Candle of the turn: from its close on the pattern speaks.
    package let index: Int
    /// Candles for which it does.
    package let life: Int
    /// The zone in prices, the end at which it is entered first.
    package let zone: (near: Double, far: Double)
    package let stop: Double
    package let targets: SIMD4<Double>
    package let precision: Double
    package let agreements: Agreements
    /// At the turn.
    package let probability: Double
    package let confidence: Double
    /// Whether the price has reached the second target or closed beyond the stop.
    package private(set) var isOver = false

    /// A turn at the close of candle `index`, with D at a depth below C.
    package init(
        _ zone: ReversalZone, on legs: HarmonicLegs, d: Pivot, depth: Double, at index: Int, averageTrueRange range: Double,
        agreements: Agreements, parameters: HarmonicParameters
    ) {
        let row = HarmonicRule.table[zone.rule]
        rule = zone.rule
        self.legs = legs
        self.d = d
        self.index = index
        let length = d.index - legs.first(isFourPoint: row.isFourPoint).pivot.index
        life = max(Self.leastLife, min(length / Self.lifeShare, parameters.maximumLife))
        let origin = legs.c.pivot.price
        self.zone = (origin - legs.side * zone.near, origin - legs.side * zone.far)
        stop = origin - legs.side * max(zone.stop, depth + ReversalZone.stopMargin * range)
        let height = row.dMeasure == .ofXC ? depth : depth + legs.ca
        targets = d.price + legs.side * height * Self.targetRatios
        precision = row.precision(legs, depth: depth, parameters.tolerance)
        self.agreements = agreements
        var belief = 0.60 + 0.15 * precision
        for agreement in [Agreements.equalLegs, .divergence, .level] where agreements.contains(agreement) { belief += 0.05 }
        probability = min(Self.highestProbability, belief)
        confidence = min(Self.highestConfidence, 0.62 + 0.25 * precision + (agreements.contains(.quietVolume) ? 0.05 : 0))
    }

    package var pattern: HarmonicPattern { HarmonicRule.table[rule].pattern }

    package var isFourPoint: Bool { HarmonicRule.table[rule].isFourPoint }

    /// The share of its weight that it has left at a candle: 1 at the turn, then ever less, 0 from the end of its life on.
    @inline(__always)
    package func rest(at index: Int) -> Double {
        isOver ? 0 : max(0, 1 - Double(index - self.index) / Double(life))
    }

    /// Takes a candle after the turn.
    @inline(__always)
    mutating func follow(high: Double, low: Double, close: Double) {
        let isWrong = legs.side > 0 ? close < stop : close > stop
        let isReached = legs.side > 0 ? high >= targets.y : low <= targets.y
        if isWrong || isReached { isOver = true }
    }

    /// Whether two are drawn through the same A, B and C.
    ///
    /// Zig-zags confirm the same point at different times.
    func sharesLegs(with other: CompletedPattern) -> Bool {
        legs.side == other.legs.side && legs.a.pivot.index == other.legs.a.pivot.index && legs.b.pivot.index == other.legs.b.pivot.index
            && legs.c.pivot.index == other.legs.c.pivot.index
    }

    /// Whether two start at the same point.
    func sharesX(with other: CompletedPattern) -> Bool {
        isFourPoint == other.isFourPoint && (isFourPoint || legs.x.pivot.index == other.legs.x.pivot.index)
    }
}
