/// A fitted linear score: intercept + sum of coefficients times standardised features.
public struct LinearFit: Hashable, Sendable {
    public var standardization: Standardization
    public var intercept: Double
    /// One for each standardised feature.
    public var coefficients: [Double]

    public init(standardization: Standardization, intercept: Double, coefficients: [Double]) {
        precondition(standardization.means.count == coefficients.count, "a coefficient for each feature")
        self.standardization = standardization
        self.intercept = intercept
        self.coefficients = coefficients
    }

    /// The score of one row, summed in the order of the features.
    public func score(_ observations: Observations, row: Int) -> Double {
        var score = intercept
        for feature in coefficients.indices {
            let place = (observations.columns[feature][row] - standardization.means[feature]) / standardization.scales[feature]
            score += coefficients[feature] * place
        }
        return score
    }

    /// The scores of some rows.
    public func scores(_ observations: Observations, rows: [Int]) -> [Double] { rows.map { score(observations, row: $0) } }
}
