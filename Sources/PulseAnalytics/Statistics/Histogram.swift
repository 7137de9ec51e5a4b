/// Counts of a sample in bins of equal width; zero is always an edge, so that gains and losses never share a bin.
public struct Histogram: Hashable, Sendable {
    /// Lower edge of the first bin.
    public let start: Double
    public let width: Double
    public let counts: [Int]

    /// The bounds of one bin; the lower one belongs to it.
    public func bounds(_ bin: Int) -> (lower: Double, upper: Double) {
        // From whole multiples, so that neighbours share an edge to the bit.
        let first = (start / width).rounded()
        return ((first + Double(bin)) * width, (first + Double(bin + 1)) * width)
    }

    /// Bins of the width of Freedman and Diaconis 1981, 2 IQR / n^(1/3), widened until there are at most `maximumBins`; nil for an empty sample.
    ///
    /// A sample without spread between its quartiles gets a tenth of its range; one without any range a single bin.
    public init?(_ sample: [Double], maximumBins: Int = 60) {
        precondition(maximumBins >= 2, "a histogram needs room")
        guard !sample.isEmpty, sample.allSatisfy(\.isFinite) else { return nil }
        let sorted = sample.sorted()
        let low = sorted[0]
        let high = sorted[sorted.count - 1]
        let quartiles = Quantile.type7(sorted: sorted, 0.75) - Quantile.type7(sorted: sorted, 0.25)
        var width = 2 * quartiles / Elementary.pow(Double(sorted.count), 1.0 / 3)
        if !(width > 0) { width = (high - low) / 10 }
        if !(width > 0) { width = max(high.magnitude, 1e-6) }
        width = max(width, (high - low) / Double(maximumBins - 1))
        let first = (low / width).rounded(.down)
        var counts = [Int](repeating: 0, count: Int((high / width).rounded(.down) - first) + 1)
        for value in sorted { counts[Int((value / width).rounded(.down) - first)] += 1 }
        start = first * width
        self.width = width
        self.counts = counts
    }
}
