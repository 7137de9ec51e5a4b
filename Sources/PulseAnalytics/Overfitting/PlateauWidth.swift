import PulseCore

/// The trials of a search as points of the unit cube with an objective (more is better): tells a plateau, which small errors of the parameters do not leave,
/// from a needle, which is luck or overfit.
public struct PlateauWidth: Sendable {
    /// D.
    public let dimensions: Int
    public let objectives: [Double]
    /// Point after point.
    private let coordinates: [Double]

    /// Throws `badData` where the points have no common dimension, lie outside 0...1, or an objective is not finite.
    public init(points: [[Double]], objectives: [Double]) throws(PulseError) {
        guard points.count == objectives.count else {
            throw PulseError(.badData, "\(points.count) points have \(objectives.count) objectives")
        }
        dimensions = points.first?.count ?? 0
        for (index, point) in points.enumerated() {
            guard point.count == dimensions, !point.isEmpty else {
                throw PulseError(.badData, "point \(index) has \(point.count) coordinates, the first one \(dimensions)")
            }
            guard point.allSatisfy({ $0 >= 0 && $0 <= 1 }) else { throw PulseError(.badData, "point \(index) lies outside the unit cube") }
            guard objectives[index].isFinite else { throw PulseError(.badData, "the objective of point \(index) is not a finite number") }
        }
        self.objectives = objectives
        coordinates = points.flatMap { $0 }
    }

    /// Looks at the `nearest` trials around one, those within `radius` (a share of the cube's diagonal) only; equally near ones in their order.
    ///
    /// Nil where there is none. O(N D + N log N).
    public func plateau(around trial: Int, nearest: Int, radius: Double = 1, tolerance: Plateau.Tolerance) -> Plateau? {
        precondition(nearest > 0, "there is something to look at")
        let limit = radius * radius * Double(dimensions)
        var near: [(distance: Double, trial: Int)] = []
        for other in objectives.indices where other != trial {
            let distance = squaredDistance(trial, other)
            if distance <= limit { near.append((distance, other)) }
        }
        near.sort { ($0.distance, $0.trial) < ($1.distance, $1.trial) }
        let chosen = near.prefix(nearest)
        guard let farthest = chosen.last else { return nil }
        let values = chosen.map { objectives[$0.trial] }
        let floor = tolerance.floor(of: objectives[trial])
        return Plateau(
            neighbours: chosen.count, radius: (farthest.distance / Double(dimensions)).squareRoot(),
            share: Double(values.count { $0 >= floor }) / Double(values.count), score: Quantile.type7(sorted: values.sorted(), 0.5))
    }

    /// The trial among the `candidates` best by objective whose plateau has the highest score; the earliest of equals. Nil for fewer than two trials.
    ///
    /// Only good trials compete: the centre of a wide, mediocre plain is none.
    public func mostRobust(candidates: Int, nearest: Int, radius: Double = 1) -> Int? {
        let order = objectives.indices.sorted { (-objectives[$0], $0) < (-objectives[$1], $1) }
        var best: (trial: Int, score: Double)?
        for trial in order.prefix(candidates).sorted() {
            guard let plateau = plateau(around: trial, nearest: nearest, radius: radius, tolerance: .absolute(0)) else { continue }
            if plateau.score > best?.score ?? -.infinity { best = (trial, plateau.score) }
        }
        return best?.trial
    }

    private func squaredDistance(_ a: Int, _ b: Int) -> Double {
        var sum = 0.0
        for dimension in 0..<dimensions {
            let difference = coordinates[a * dimensions + dimension] - coordinates[b * dimensions + dimension]
            sum += difference * difference
        }
        return sum
    }
}
