/// The standard parameters of a covariance matrix adaptation: Hansen 2016, "The CMA Evolution Strategy: A Tutorial" (arXiv:1604.00772),
/// table 1.
struct EvolutionParameters: Sendable {
    /// Points of a generation (lambda).
    let population: Int
    /// How many of them the mean moves to (mu).
    let parents: Int
    /// One for each rank; those past the parents are 0, or negative in the active variant.
    let weights: [Double]
    /// Variance effective selection mass of the parents.
    let effectiveParents: Double
    /// Learning rates: cumulation of the step size's path and the matrix's, rank one update, rank mu update; and the step size's damping.
    let stepCumulation: Double
    let pathCumulation: Double
    let rankOne: Double
    let rankMany: Double
    let damping: Double
    /// The expected length of a standard normal vector.
    let expectedLength: Double
    /// Generations between two decompositions of the matrix: each takes as long as some updates, and the matrix changes little in between.
    let decompositionGap: Int

    /// 4 + floor(3 ln n).
    static func standardPopulation(_ count: Int) -> Int {
        4 + Int((3 * Elementary.log(Double(max(count, 1)))).rounded(.down))
    }

    init(count: Int, population: Int, active: Bool) {
        let n = Double(count)
        self.population = population
        parents = population / 2
        let raw = (1...population).map { Elementary.log((Double(population) + 1) / 2) - Elementary.log(Double($0)) }
        let positive = raw[..<parents].reduce(0, +)
        let effective = positive * positive / raw[..<parents].reduce(0) { $0 + $1 * $1 }
        effectiveParents = effective
        pathCumulation = (4 + effective / n) / (n + 4 + 2 * effective / n)
        stepCumulation = (effective + 2) / (n + effective + 5)
        rankOne = 2 / ((n + 1.3) * (n + 1.3) + effective)
        rankMany = min(1 - rankOne, 2 * (0.25 + effective + 1 / effective - 2) / ((n + 2) * (n + 2) + effective))
        damping = 1 + 2 * max(0, ((effective - 1) / (n + 1)).squareRoot() - 1) + stepCumulation
        expectedLength = n.squareRoot() * (1 - 1 / (4 * n) + 1 / (21 * n * n))
        decompositionGap = max(1, Int(1 / (10 * n * (rankOne + rankMany))))

        let negative = raw[parents...].reduce(0) { $0 + min($1, 0) }
        var scale = 0.0
        if active, negative < 0 {
            let effectiveNegative = negative * negative / raw[parents...].reduce(0) { $0 + min($1, 0) * min($1, 0) }
            scale = min(
                1 + rankOne / rankMany, 1 + 2 * effectiveNegative / (effective + 2),
                (1 - rankOne - rankMany) / (n * rankMany))
        }
        let parents = parents
        weights = raw.enumerated().map { rank, weight in
            rank < parents ? weight / positive : (negative < 0 ? scale * min(weight, 0) / -negative : 0)
        }
    }
}
