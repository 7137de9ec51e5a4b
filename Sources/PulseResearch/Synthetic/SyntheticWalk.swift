import PulseCore

/// Noise with memory: each value keeps a part of the one before; its variance is 1.
struct SyntheticWalk: Sendable {
    private var random: SplitMix64
    private var value = 0.0

    init(seed: UInt64) {
        random = SplitMix64(seed: seed)
    }

    mutating func next(keeping: Double) -> Double {
        value = value * keeping + MinuteWalk.normal(random.next(), random.next()) * (1 - keeping * keeping).squareRoot()
        return value
    }
}
