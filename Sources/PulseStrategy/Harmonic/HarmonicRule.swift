/// One row of the table of patterns: which ratios its legs must have, and where it is wrong.
///
/// B is AB/XA. Depths, the distances below C (above it, for a bearish pattern) at which D may lie, are computed from leg lengths alone, so that
/// a reflected chart has reflected patterns to the bit.
package struct HarmonicRule: Hashable, Sendable {
    /// What a ratio of C compares.
    package enum CMeasure: Sendable {
        /// BC with AB.
        case ofAB
        /// XC with XA.
        case ofXA
    }

    /// What a ratio of D compares.
    package enum DMeasure: Sendable {
        /// AD with XA.
        case ofXA
        /// CD with XC.
        case ofXC
        /// CD with AB.
        case ofAB
    }

    package let pattern: HarmonicPattern
    /// AB/XA; nil for a pattern without X.
    package let b: RatioRange?
    package let c: RatioRange
    package let cMeasure: CMeasure
    package let d: RatioRange
    package let dMeasure: DMeasure
    /// CD/BC.
    package let projection: RatioRange
    /// CD/AB, where the pattern asks for it, and the values of it that add to its probability.
    package let equality: RatioRange?
    package let idealEqualities: SIMD2<Double>
    /// Where the pattern is wrong, in the measure of D.
    package let stop: Double

    init(
        _ pattern: HarmonicPattern, b: RatioRange? = nil, c: RatioRange, cMeasure: CMeasure = .ofAB, d: RatioRange,
        dMeasure: DMeasure = .ofXA, projection: RatioRange, equality: RatioRange? = nil,
        idealEqualities: SIMD2<Double> = SIMD2(repeating: .nan), stop: Double
    ) {
        self.pattern = pattern
        self.b = b
        self.c = c
        self.cMeasure = cMeasure
        self.d = d
        self.dMeasure = dMeasure
        self.projection = projection
        self.equality = equality
        self.idealEqualities = idealEqualities
        self.stop = stop
    }

    /// Whether it is drawn through A, B, C and D alone.
    package var isFourPoint: Bool { b == nil }

    /// Whether the legs to C are those of the pattern.
    func allows(_ legs: HarmonicLegs, _ tolerance: HarmonicTolerance) -> Bool {
        if let b, !b.allows(legs.ab / legs.xa, tolerance) { return false }
        return c.allows(ratioOfC(legs), tolerance)
    }

    /// Depth of a ratio of D.
    func depth(_ ratio: Double, _ legs: HarmonicLegs) -> Double {
        switch dMeasure {
        case .ofXA: ratio * legs.xa - legs.ca
        case .ofXC: ratio * legs.xc
        case .ofAB: ratio * legs.ab
        }
    }

    /// 1 minus the mean error of the ratios of the table, with D at a depth.
    package func precision(_ legs: HarmonicLegs, depth: Double, _ tolerance: HarmonicTolerance) -> Double {
        let ratioOfD =
            switch dMeasure {
            case .ofXA: (depth + legs.ca) / legs.xa
            case .ofXC: depth / legs.xc
            case .ofAB: depth / legs.ab
            }
        var sum = c.error(of: ratioOfC(legs), tolerance) + d.error(of: ratioOfD, tolerance)
        sum += projection.error(of: depth / legs.bc, tolerance)
        guard let b else { return 1 - sum / 3 }
        return 1 - (sum + b.error(of: legs.ab / legs.xa, tolerance)) / 4
    }

    /// Whether CD is one of the ideal multiples of AB.
    package func hasIdealEquality(_ legs: HarmonicLegs, depth: Double, _ tolerance: HarmonicTolerance) -> Bool {
        let ratio = depth / legs.ab
        // Not-a-number stands for no ideal, and compares false.
        return abs(ratio - idealEqualities.x) <= tolerance.relative * idealEqualities.x
            || abs(ratio - idealEqualities.y) <= tolerance.relative * idealEqualities.y
    }

    private func ratioOfC(_ legs: HarmonicLegs) -> Double {
        cMeasure == .ofAB ? legs.bc / legs.ab : legs.xc / legs.xa
    }
}
