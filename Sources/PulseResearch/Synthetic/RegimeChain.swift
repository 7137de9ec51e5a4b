import PulseAnalytics
import PulseCore

/// The regimes of a synthetic market, minute by minute: a semi-Markov chain with random numbers of its own.
struct RegimeChain: Sendable {
    private(set) var regime: Regime
    /// +1 or -1: the way of the trend or breakout.
    private(set) var direction: Double
    private var minutesLeft: Int
    private var random: SplitMix64
    private let dynamics: [RegimeDynamics]
    private let scale: Double

    init(_ configuration: SyntheticConfiguration, seed: UInt64) {
        dynamics = configuration.dynamics
        scale = configuration.durationScale
        random = SplitMix64(seed: seed)
        regime = .ranging
        direction = 1
        minutesLeft = 0
        enter(draw(Self.shares(dynamics)))
    }

    /// Moves on by one minute; true where a new regime begins with it.
    @inline(__always)
    mutating func advance() -> Bool {
        if minutesLeft > 0 {
            minutesLeft -= 1
            return false
        }
        leave()
        minutesLeft -= 1
        return true
    }

    private mutating func leave() { enter(draw(dynamics[Int(regime.rawValue)].successors)) }

    /// A regime drawn with these weights.
    private mutating func draw(_ weights: [Double]) -> Regime {
        var rest = random.uniform() * weights.reduce(0, +)
        for (index, weight) in weights.enumerated() where weight > 0 {
            if rest < weight { return Regime.allCases[index] }
            rest -= weight
        }
        return Regime.allCases[weights.lastIndex { $0 > 0 } ?? 0]
    }

    private mutating func enter(_ next: Regime) {
        regime = next
        let isUp = random.next() & 1 == 0
        direction = next == .strongTrendBull ? 1 : next == .strongTrendBear ? -1 : isUp ? 1 : -1
        let mean = dynamics[Int(next.rawValue)].meanMinutes * scale
        let exponential = -Elementary.log(1 - random.uniform())
        minutesLeft = max(1, Int(min(5, 1.0 / 3 + 2.0 / 3 * exponential) * mean))
    }

    /// The share of time that the chain spends in each regime in the long run.
    static func shares(_ dynamics: [RegimeDynamics]) -> [Double] {
        // The averaged power iteration converges for chains with a period too.
        var visits = [Double](repeating: 1 / Double(dynamics.count), count: dynamics.count)
        for _ in 0..<2_000 {
            var next = [Double](repeating: 0, count: dynamics.count)
            for (index, one) in dynamics.enumerated() {
                let total = one.successors.reduce(0, +)
                for (successor, weight) in one.successors.enumerated() { next[successor] += visits[index] * weight / total }
            }
            for index in visits.indices { visits[index] = (visits[index] + next[index]) / 2 }
        }
        let times = zip(visits, dynamics).map { $0 * $1.meanMinutes }
        let total = times.reduce(0, +)
        return times.map { $0 / total }
    }
}
