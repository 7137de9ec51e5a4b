import PulseCore

extension SplitMix64 {
    /// A number strictly between 0 and 1: an odd multiple of 2^-53, so that quantiles of it are finite.
    mutating func openUniform() -> Double { (Double(next() >> 12) + 0.5) * 0x1p-52 }
}
