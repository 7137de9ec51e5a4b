import PulseCore

/// How far the trends of several timeframes agree: the weighted sum of their signs over the sum of the weights, A.
struct StructureAlignment: Sendable {
    /// +1 or -1 from an agreement of 0.6 on, else 0; compared in whole numbers.
    let side: Int
    /// 0.55 + 0.3 |A|, at most 0.9.
    let probability: Score
    /// 0.62 + 0.20 |A|, before what else counts; and as it stands when no side is taken.
    let confidence: Double
    let flat: Vote
    /// Candle at which it last changed.
    let since: Int

    /// The sums of the weights with the trends' signs, and without.
    init(net: Int = 0, total: Int = 1, since: Int = 0) {
        let strength = Double(abs(net)) / Double(total)
        side = 10 * abs(net) >= 6 * total ? net.signum() : 0
        probability = Score(min(0.9, 0.55 + 0.3 * strength))
        confidence = 0.62 + 0.20 * strength
        flat = .flat(confidence: Score(confidence))
        self.since = since
    }
}
