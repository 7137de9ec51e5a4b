/// Ridge and logistic regression by normal equations (Hoerl and Kennard 1970; iteratively reweighted least squares as in Hastie, Tibshirani and Friedman,
/// The Elements of Statistical Learning, 4.4.1).
///
/// Features are standardised over the rows that are fitted, and the penalty is a number of pseudo-observations: `penalty` times the number of rows is added
/// to the diagonal, never to the intercept's.
public enum LinearRegression {
    /// Rows that are scaled and summed at a time, so that a tile of twenty features stays in cache.
    private static let tile = 2_048
    private static let iterations = 30
    private static let tolerance = 1e-9

    /// Least squares of the target; nil where the features do not determine a solution, or there are no rows.
    public static func ridge(_ observations: Observations, rows: [Int], penalty: Double) -> LinearFit? {
        guard !rows.isEmpty else { return nil }
        let start = LinearFit(
            standardization: Standardization(observations, rows: rows), intercept: 0, coefficients: observations.columns.map { _ in 0 })
        return step(from: start, observations, rows, penalty: penalty) { target, _ in (target, 1) }
    }

    /// Log odds of a target from 0 to 1; nil where there is no solution, or the target's mean is 0 or 1.
    public static func logistic(_ observations: Observations, rows: [Int], penalty: Double) -> LinearFit? {
        guard !rows.isEmpty else { return nil }
        let mean = rows.reduce(0) { $0 + observations.target[$1] } / Double(rows.count)
        guard mean > 0, mean < 1 else { return nil }
        var fit = LinearFit(
            standardization: Standardization(observations, rows: rows), intercept: Elementary.log(mean / (1 - mean)),
            coefficients: observations.columns.map { _ in 0 })
        for _ in 0..<iterations {
            let next = step(from: fit, observations, rows, penalty: penalty) { target, score in
                let probability = Logistic.probability(score)
                // Far from the middle a weight vanishes, and with it the row's working response would have no bound.
                let weight = max(probability * (1 - probability), 1e-6)
                return (score + (target - probability) / weight, weight)
            }
            guard let next else { return nil }
            let moved = zip(fit.coefficients, next.coefficients).reduce(abs(fit.intercept - next.intercept)) { max($0, abs($1.0 - $1.1)) }
            fit = next
            if moved < tolerance { break }
        }
        return fit
    }

    /// One weighted least-squares step from a fit: `working` gives a row's response and weight, from its target and its score so far.
    private static func step(
        from fit: LinearFit, _ observations: Observations, _ rows: [Int], penalty: Double,
        working: (_ target: Double, _ score: Double) -> (response: Double, weight: Double)
    ) -> LinearFit? {
        let features = observations.featureCount
        var equations = NormalEquations(count: features + 1)
        // The constant's column first, then one a feature.
        var design = [Double](repeating: 0, count: (features + 1) * tile)
        var scores = [Double](repeating: 0, count: tile)
        var target = scores
        var roots = scores
        var start = 0
        while start < rows.count {
            let size = min(tile, rows.count - start)
            for index in 0..<size { scores[index] = fit.intercept }
            for feature in 0..<features {
                let (mean, scale) = (fit.standardization.means[feature], fit.standardization.scales[feature])
                let coefficient = fit.coefficients[feature]
                observations.columns[feature].withUnsafeBufferPointer { column in
                    for index in 0..<size {
                        let place = (column[rows[start + index]] - mean) / scale
                        design[(feature + 1) * tile + index] = place
                        scores[index] += coefficient * place
                    }
                }
            }
            for index in 0..<size {
                let (response, weight) = working(observations.target[rows[start + index]], scores[index])
                roots[index] = weight.squareRoot()
                design[index] = roots[index]
                target[index] = response * roots[index]
            }
            for column in 1..<features + 1 {
                for index in 0..<size { design[column * tile + index] *= roots[index] }
            }
            equations.add(design: design, stride: tile, target: target, observations: size)
            start += size
        }
        let diagonal = [0] + [Double](repeating: penalty * Double(rows.count), count: features)
        guard let solution = equations.solution(penalty: diagonal) else { return nil }
        return LinearFit(standardization: fit.standardization, intercept: solution[0], coefficients: Array(solution.dropFirst()))
    }
}
