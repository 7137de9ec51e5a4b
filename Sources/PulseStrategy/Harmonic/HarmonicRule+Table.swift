extension HarmonicRule {
    /// The ratios of the patterns as the field uses them (Carney's for all but the Cypher, which is Oglesbee's).
    ///
    /// The Shark is drawn 0XABC there and relabelled XABCD here. Two ratios of D that exclude each other are two rows. AB=CD is not asked of the
    /// Alternate Bat and the Crab: with their B and D, CD is about twice AB or more whatever C is, so the 1.27 to 1.618 that is quoted cannot be.
    package static let table: [HarmonicRule] = [
        HarmonicRule(
            .gartley, b: RatioRange(0.618), c: retracement, d: RatioRange(0.786), projection: RatioRange(1.13...1.618),
            equality: RatioRange(0.9...1.1), idealEqualities: SIMD2(1, .nan), stop: 1),
        HarmonicRule(
            .bat, b: RatioRange(0.382...0.5), c: retracement, d: RatioRange(0.886), projection: RatioRange(1.618...2.618),
            equality: RatioRange(1...1.618), idealEqualities: SIMD2(1.27, .nan), stop: 1),
        HarmonicRule(
            .alternateBat, b: RatioRange(0.382), c: retracement, d: RatioRange(1.13), projection: RatioRange(2...3.618), stop: 1.27),
        HarmonicRule(
            .butterfly, b: RatioRange(0.786), c: retracement, d: RatioRange(1.272...1.414, loose: 1.272...1.618),
            projection: RatioRange(1.618...2.24, loose: 1.618...2.618), equality: RatioRange(1...1.27),
            idealEqualities: SIMD2(1, 1.27), stop: 1.414),
        HarmonicRule(
            .crab, b: RatioRange(0.382...0.618), c: retracement, d: RatioRange(1.618), projection: RatioRange(2.24...3.618), stop: 2),
        HarmonicRule(
            .deepCrab, b: RatioRange(0.886), c: retracement, d: RatioRange(1.618), projection: RatioRange(2...3.618),
            equality: RatioRange(1.27...1.618), idealEqualities: SIMD2(1.27, 1.618), stop: 2),
        HarmonicRule(
            .shark, b: RatioRange(0.382...0.618), c: RatioRange(1.13...1.618), d: RatioRange(0.886), projection: RatioRange(1.618...2.24),
            stop: 1.13),
        HarmonicRule(
            .shark, b: RatioRange(0.382...0.618), c: RatioRange(1.13...1.618), d: RatioRange(1.13), projection: RatioRange(1.618...2.24),
            stop: 1.13),
        HarmonicRule(
            .cypher, b: RatioRange(0.382...0.618), c: RatioRange(1.272...1.414, loose: 1.13...1.414), cMeasure: .ofXA,
            d: RatioRange(0.786), dMeasure: .ofXC, projection: RatioRange(1.272...2), stop: 1),
        equalLegs(1), equalLegs(1.272), equalLegs(1.618),
    ]

    private static let retracement = RatioRange(0.382...0.886)

    /// CD is AB, or one of its two extensions.
    private static func equalLegs(_ multiple: Double) -> HarmonicRule {
        HarmonicRule(
            .equalLegs, c: retracement, d: RatioRange(multiple), dMeasure: .ofAB, projection: RatioRange(1.13...2.618),
            stop: 1.13 * multiple)
    }
}
