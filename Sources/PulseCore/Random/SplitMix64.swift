/// SplitMix64 (Steele, Lea, Flood 2014, "Fast splittable pseudorandom number generators"): a seeded stream that any language can repeat bit for bit.
///
/// Output `k` is a pure function of seed and `k`, so a stream can be entered anywhere.
@frozen
public struct SplitMix64: RandomNumberGenerator, Sendable {
    @usableFromInline var state: UInt64

    @inlinable
    public init(seed: UInt64) {
        state = seed
    }

    /// The stream of `seed` with its first `skipping` outputs left out.
    @inlinable
    public init(seed: UInt64, skipping: UInt64) {
        state = seed &+ skipping &* 0x9E37_79B9_7F4A_7C15
    }

    @inlinable
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// A number in 0..<1, a multiple of 2^-53.
    @inlinable
    public mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }
}
