import PulseCore

/// Resamples of a series in blocks of random, geometrically distributed length, so that its dependence in time survives: Politis & Romano 1994, "The
/// stationary bootstrap". The series is a circle: what follows the last observation is the first.
public struct StationaryBootstrap: Hashable, Sendable {
    /// Length of the series and of each resample.
    public let count: Int
    /// Expected length of a block, at least 1; 1 is the ordinary bootstrap of independent observations.
    public let meanBlockLength: Double
    public let seed: UInt64

    public init(count: Int, meanBlockLength: Double, seed: UInt64) {
        precondition(count > 0 && meanBlockLength >= 1, "there is something to resample, in blocks of one or more")
        self.count = count
        self.meanBlockLength = meanBlockLength
        self.seed = seed
    }

    /// Positions that make up resample `number`: a pure function of it and the seed, so resamples can be drawn in any order.
    public func positions(_ number: Int) -> [Int] {
        // At most two random numbers a position.
        var random = SplitMix64(seed: seed, skipping: UInt64(number) &* UInt64(2 * count))
        let ending = 1 / meanBlockLength
        var position = 0
        return (0..<count).map { index in
            if index == 0 || random.uniform() < ending {
                position = min(Int(random.uniform() * Double(count)), count - 1)
            } else {
                position = position + 1 == count ? 0 : position + 1
            }
            return position
        }
    }
}
