/// The volume head's intermediate columns for one block, in memory of that block only.
struct VolumeColumns {
    enum Column: Int {
        /// Highest high and lowest low, and the volume, of the profile's candles.
        case highest, lowest, profileVolume
        /// Noise of the volume delta, and the slopes of its running sum and of the accumulation/distribution line.
        case deltaNoise, deltaSlope, accumulationNoise, accumulationSlope
        /// The change of the close over the length of the slopes.
        case move
        /// Opinions from 0 to 1.
        case balance, meanPrice, moneyFlow, force, ease, takers, place
        /// Side of a fresh divergence (+1, -1; 0 for none) and the candles since it became known.
        case divergence, divergenceAge
        /// The mixed score, and what its confidence rests on.
        case score, distance, deviation
        /// For sums on the way.
        case scratch0, scratch1, scratch2
    }

    static let count = Column.scratch2.rawValue + 1

    let base: UnsafeMutablePointer<Double>

    @inline(__always)
    subscript(column: Column) -> UnsafeMutablePointer<Double> { base + column.rawValue * HeadFrame.maximumCount }
}
