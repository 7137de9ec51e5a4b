/// Mean and spread of every feature over the rows that a model is fitted on, and over no others: what it knows of later rows would be look-ahead.
public struct Standardization: Hashable, Sendable {
    public var means: [Double]
    /// Standard deviations (divisor n); 1 where a feature does not vary, so that it has no effect rather than an infinite one.
    public var scales: [Double]

    public init(means: [Double], scales: [Double]) {
        precondition(means.count == scales.count, "a mean and a scale for each feature")
        self.means = means
        self.scales = scales
    }

    /// Of some rows, which must not be empty.
    public init(_ observations: Observations, rows: [Int]) {
        precondition(!rows.isEmpty, "there is something to take the mean of")
        var means: [Double] = []
        var scales: [Double] = []
        for column in observations.columns {
            var sum = 0.0
            for row in rows { sum += column[row] }
            let mean = sum / Double(rows.count)
            var squares = 0.0
            for row in rows { squares += (column[row] - mean) * (column[row] - mean) }
            let deviation = (squares / Double(rows.count)).squareRoot()
            means.append(mean)
            scales.append(deviation > 1e-12 * max(1, mean.magnitude) ? deviation : 1)
        }
        self.init(means: means, scales: scales)
    }
}
