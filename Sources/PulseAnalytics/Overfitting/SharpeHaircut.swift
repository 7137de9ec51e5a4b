/// What is left of a Sharpe ratio once its p-value has paid for all the trials. Harvey & Liu 2015, "Backtesting", Journal of Portfolio Management 42(1).
public enum SharpeHaircut {
    /// How p-values are adjusted for their number.
    public enum Method: Hashable, Sendable, CaseIterable {
        /// p N: bounds the chance of even one false discovery.
        case bonferroni
        /// The same bound, less severe for all but the best. Holm 1979.
        case holm
        /// Bounds the expected share of false discoveries, under any dependence. Benjamini & Yekutieli 2001.
        case benjaminiYekutieli
    }

    /// The adjusted p-values, in the order of `values`, none above 1.
    public static func adjusted(_ values: [Double], _ method: Method) -> [Double] {
        let n = values.count
        // Equal values get equal results, whatever their order.
        let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
        var result = [Double](repeating: 0, count: n)
        switch method {
        case .bonferroni:
            for index in values.indices { result[index] = min(1, values[index] * Double(n)) }
        case .holm:
            var largest = 0.0
            for (rank, index) in order.enumerated() {
                largest = max(largest, values[index] * Double(n - rank))
                result[index] = min(1, largest)
            }
        case .benjaminiYekutieli:
            let harmonic = (0..<n).reduce(0.0) { $0 + 1 / Double($1 + 1) }
            var smallest = 1.0
            for (rank, index) in order.enumerated().reversed() {
                smallest = min(smallest, values[index] * harmonic * Double(n) / Double(rank + 1))
                result[index] = smallest
            }
        }
        return result
    }

    /// Two-sided p-value of a ratio per period from `count` independent returns: t = SR sqrt(count).
    public static func pValue(sharpe: Double, count: Int) -> Double {
        2 * Elementary.normalCDF(-(sharpe.magnitude * Double(count).squareRoot()))
    }

    /// The ratios per period that would have the adjusted p-values on their own, with the signs of `sharpes`, in their order.
    public static func haircut(_ sharpes: [Double], count: Int, _ method: Method) -> [Double] {
        precondition(count > 0, "a ratio comes from returns")
        let values = adjusted(sharpes.map { pValue(sharpe: $0, count: count) }, method)
        return zip(sharpes, values).map { sharpe, value in
            let magnitude = -Elementary.normalQuantile(value / 2) / Double(count).squareRoot()
            // So unlikely a ratio that its p-value underflows loses nothing that a number could show.
            let kept = magnitude.isFinite ? min(magnitude, sharpe.magnitude) : sharpe.magnitude
            return sharpe < 0 ? -kept : kept
        }
    }
}
