/// How much was traded at which price: the volume of the last 96 candles in 48 equal bins from the lowest low to the highest high, each
/// candle's volume spread evenly over its range.
///
/// While the extremes stand, a candle's volume is added and the leaving one's taken away; whenever an extreme moves (about every fifth
/// candle), and at the latest after 96 candles, the bins are laid out anew, which also ends the rounding of the steps between. When that
/// happens depends on the candles alone, not on the cutting.
package struct VolumeProfile: Sendable {
    package static let candles = 96
    package static let bins = 48

    /// What kind of place a price is.
    package enum Place: Sendable {
        /// A bin of at least 1.5 times the mean volume is near.
        case highVolume
        /// None such, but one of at most half the mean.
        case lowVolume
        case ordinary
    }

    private var lows = [Double](repeating: 0, count: candles)
    private var highs = [Double](repeating: 0, count: candles)
    private var volumes = [Double](repeating: 0, count: candles)
    private var position = 0
    private var seen = 0
    private var sinceLayout = 0
    private var lowest = 0.0
    private var highest = 0.0
    private var binsPerPrice = 0.0
    private var histogram = [Double](repeating: 0, count: bins)
    /// For `layOut`: four columns of changes, each of the step's own bin and of the next.
    private var changes = [SIMD2<Double>](repeating: .zero, count: 4 * (bins + 1))

    package init() {}

    /// Whether there are 96 candles with some range.
    package var isUsable: Bool { seen >= Self.candles && highest > lowest }

    /// The volume of each bin, lowest prices first.
    package var volumeByBin: [Double] { histogram }

    /// Takes the next candle, and the lowest low and highest high of the last 96, this one included.
    package mutating func advance(high: Double, low: Double, volume: Double, highest: Double, lowest: Double) {
        let (oldHigh, oldLow, oldVolume) = (highs[position], lows[position], volumes[position])
        highs[position] = high
        lows[position] = low
        volumes[position] = volume
        position = position + 1 == Self.candles ? 0 : position + 1
        seen += 1
        guard seen >= Self.candles else { return }
        sinceLayout += 1
        guard highest == self.highest, lowest == self.lowest, sinceLayout < Self.candles else {
            layOut(highest: highest, lowest: lowest)
            return
        }
        spread(high: oldHigh, low: oldLow, volume: -oldVolume)
        spread(high: high, low: low, volume: volume)
    }

    /// What kind of place `price` is, looking at the bins within `distance`; `total` is the volume of the 96 candles.
    package func place(of price: Double, within distance: Double, total: Double) -> Place {
        let mean = total / Double(Self.bins)
        let first = bin(of: price - distance)
        let last = bin(of: price + distance)
        var most = 0.0
        var least = Double.infinity
        histogram.withUnsafeBufferPointer { histogram in
            for bin in first...max(first, last) {
                most = max(most, histogram[bin])
                least = min(least, histogram[bin])
            }
        }
        return most >= 1.5 * mean ? .highVolume : least <= 0.5 * mean ? .lowVolume : .ordinary
    }

    /// The middle of the bin with the most volume (the lowest of equals).
    package var pointOfControl: Double {
        histogram.withUnsafeBufferPointer { histogram in
            // The largest first, four at a time, then where it is: cheaper than to carry its place along.
            var most = SIMD4<Double>(repeating: -.infinity)
            for bin in stride(from: 0, to: Self.bins, by: 4) {
                let four = SIMD4(histogram[bin], histogram[bin + 1], histogram[bin + 2], histogram[bin + 3])
                most.replace(with: four, where: four .> most)
            }
            let largest = max(max(most.x, most.y), max(most.z, most.w))
            var best = 0
            while best < Self.bins - 1, histogram[best] != largest { best += 1 }
            return lowest + (Double(best) + 0.5) / binsPerPrice
        }
    }

    /// 0 for NaN, which a damaged candle may bring along: a conversion to a whole number would trap.
    @inline(__always)
    private static func clamped(_ place: Double, _ top: Double) -> Double { place > 0 ? (place < top ? place : top) : 0 }

    @inline(__always)
    private func bin(of price: Double) -> Int {
        let place = (price - lowest) * binsPerPrice
        // False for NaN too.
        guard place > 0 else { return 0 }
        return place < Double(Self.bins) ? Int(place) : Self.bins - 1
    }

    /// Adds a candle's volume to its bins, or takes it away.
    private mutating func spread(high: Double, low: Double, volume: Double) {
        let (from, to) = ((low - lowest) * binsPerPrice, (high - lowest) * binsPerPrice)
        let (first, last) = (bin(of: low), bin(of: high))
        histogram.withUnsafeMutableBufferPointer { histogram in
            guard last > first else {
                histogram[first] += volume
                return
            }
            let density = volume / (to - from)
            histogram[first] += density * (Double(first + 1) - from)
            for bin in first + 1..<last { histogram[bin] += density }
            histogram[last] += density * (to - Double(last))
        }
    }

    /// Lays out all bins. A candle over several bins is a step up at its low and a step down at its high, of which only the changes from
    /// bin to bin are noted: one in the step's bin, the rest in the next. Steps up and down of even and odd candles go to columns of their
    /// own, so that neighbouring candles do not wait for each other's sums.
    private mutating func layOut(highest: Double, lowest: Double) {
        self.highest = highest
        self.lowest = lowest
        sinceLayout = 0
        guard highest > lowest, highest.isFinite, lowest.isFinite else { return }
        binsPerPrice = Double(Self.bins) / (highest - lowest)
        let scale = binsPerPrice
        let top = Double(Self.bins)
        changes.withUnsafeMutableBufferPointer { changes in
            histogram.withUnsafeMutableBufferPointer { histogram in
                histogram.update(repeating: 0)
                changes.update(repeating: .zero)
                for index in 0..<Self.candles {
                    let from = Self.clamped((lows[index] - lowest) * scale, top)
                    let to = Self.clamped((highs[index] - lowest) * scale, top)
                    let (first, last) = (Int(from), Int(to))
                    if first == last {
                        histogram[min(first, Self.bins - 1)] += volumes[index]
                        continue
                    }
                    let density = volumes[index] / (to - from)
                    let up = density * (from - Double(first))
                    let down = density * (to - Double(last))
                    let column = 2 * (index & 1)
                    changes[4 * first + column] += SIMD2(density - up, up)
                    changes[4 * last + column + 1] += SIMD2(density - down, down)
                }
                var level = 0.0
                var carried = 0.0
                for bin in 0..<Self.bins {
                    let step = (changes[4 * bin] + changes[4 * bin + 2]) - (changes[4 * bin + 1] + changes[4 * bin + 3])
                    level += step.x + carried
                    carried = step.y
                    histogram[bin] += level
                }
            }
        }
    }
}
