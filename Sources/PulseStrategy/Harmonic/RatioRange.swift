/// The values that a ratio of two legs may have: a single one, or a band.
public struct RatioRange: Hashable, Sendable {
    public let lower: Double
    public let upper: Double
    /// The band of sources that allow more; in force with `HarmonicTolerance.loose`.
    private let looseLower: Double
    private let looseUpper: Double

    /// A band; traps unless it is one of positive numbers.
    public init(_ band: ClosedRange<Double>, loose: ClosedRange<Double>? = nil) {
        precondition(band.lowerBound > 0, "legs have positive lengths")
        lower = band.lowerBound
        upper = band.upperBound
        looseLower = min(lower, loose?.lowerBound ?? lower)
        looseUpper = max(upper, loose?.upperBound ?? upper)
    }

    /// A single ratio, which defines its pattern.
    public init(_ ratio: Double) { self.init(ratio...ratio) }

    /// The least and the greatest ratio that is let through.
    func bounds(_ tolerance: HarmonicTolerance) -> (lower: Double, upper: Double) {
        if lower == upper { return (lower * (1 - tolerance.relative), upper * (1 + tolerance.relative)) }
        let (low, high) = named(tolerance)
        return (low - HarmonicTolerance.ofBands, high + HarmonicTolerance.ofBands)
    }

    /// Whether a ratio is let through; not-a-number never is.
    func allows(_ ratio: Double, _ tolerance: HarmonicTolerance) -> Bool {
        let (lower, upper) = bounds(tolerance)
        return ratio >= lower && ratio <= upper
    }

    /// Distance of a ratio from the nearest value of the table in tolerances, at most 1: 0 inside a band.
    func error(of ratio: Double, _ tolerance: HarmonicTolerance) -> Double {
        let (low, high) = named(tolerance)
        let distance = max(low - ratio, ratio - high, 0)
        return min(1, distance / (lower == upper ? lower * tolerance.relative : HarmonicTolerance.ofBands))
    }

    private func named(_ tolerance: HarmonicTolerance) -> (lower: Double, upper: Double) {
        tolerance == .loose ? (looseLower, looseUpper) : (lower, upper)
    }
}
