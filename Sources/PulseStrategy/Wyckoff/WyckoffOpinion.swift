import PulseCore

/// What a fresh event is worth as a vote, and for how many candles it counts.
struct WyckoffOpinion: Sendable {
    /// What absorption adds to the confidence, and the most that it can become.
    static let absorptionBonus = 0.03
    static let confidenceCap = 0.95

    let probability: Double
    let confidence: Double
    /// The age at which nothing is left.
    let life: Int

    /// The vote of an event of some age: with f = 1 - age/life, p = 1/2 + (p0 - 1/2) f and c = c0 (0.7 + 0.3 f).
    func vote(_ side: Direction, age: Int, hasAbsorption: Bool) -> Vote {
        let rest = Double(life - age) / Double(life)
        let fresh = hasAbsorption ? min(confidence + Self.absorptionBonus, Self.confidenceCap) : confidence
        return Vote(
            side, probability: Score(0.5 + (probability - 0.5) * rest), confidence: Score(fresh * (0.7 + 0.3 * rest)), evidenceAge: age)
    }
}
