/// How the objective looks around a point of the search space.
public struct Plateau: Hashable, Sendable {
    /// Neighbours that were looked at, the point itself not among them.
    public let neighbours: Int
    /// Distance of the farthest of them, as a share of the unit cube's diagonal.
    public let radius: Double
    /// Share of them whose objective stays within the tolerance: 1 on a plateau, 0 on a needle.
    public let share: Double
    /// The robust score: the median of their objectives. A needle's is that of its surroundings.
    public let score: Double

    /// How much worse than the point a neighbour may be; better ones always stay.
    public enum Tolerance: Hashable, Sendable {
        /// A share of the point's objective's magnitude: 0.1 for ten percent.
        case relative(Double)
        /// In units of the objective: one standard error, say.
        case absolute(Double)

        func floor(of objective: Double) -> Double {
            switch self {
            case .relative(let share): objective - share * objective.magnitude
            case .absolute(let amount): objective - amount
            }
        }
    }
}
