/// How much was traded at which price: the volume of the last 96 candles in 48 equal bins from the lowest low to the highest high, each
/// candle's volume spread evenly over its range.
///
/// While the extremes stand, a candle's volume is added and the leaving one's taken away; whenever an extreme moves (about every fifth
/// candle), and at the latest after 96 candles, the bins are laid out anew, which also ends the rounding of the steps between. When that
/// happens depends on the candles alone, not on the cutting.
///
/// It is the volume head's own, apart from the indicator `VolumeProfile` of PulseAnalytics, which has any number of candles and bins, counts
/// volumes in whole units and gives the value area. The head asks another question (is a bin of much or of little volume near the close?),
/// of one size, on every candle of every run: fixed sizes and pairs of bins make that about twice as fast.
package struct TrailingProfile: Sendable {
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

    /// The lows of the candles, their highs and their volumes, one after the other.
    private var ring = [Double](repeating: 0, count: 3 * candles)
    private var position = 0
    private var seen = 0
    private var sinceLayout = 0
    private var lowest = 0.0
    private var highest = 0.0
    private var binsPerPrice = 0.0
    /// The volume of each bin, and room behind them, so that a few bins can be worked on at a time from any bin on.
    private var histogram = [Double](repeating: 0, count: bins + 2 * pairsAtOnce)
    /// For `layOut`: four columns of changes, each of the step's own bin and of the next. As many as an index of eight bits can reach; zero
    /// between the calls.
    private var changes = [SIMD2<Double>](repeating: .zero, count: 4 * 256)
    /// For `layOut`: two steps for each pair of candles.
    private var steps = [SIMD2<Double>](repeating: .zero, count: 6 * candles / 2)

    package init() {}

    /// Whether there are 96 candles with some range.
    package var isUsable: Bool { seen >= Self.candles && highest > lowest }

    /// The volume of each bin, lowest prices first.
    package var volumeByBin: [Double] { Array(histogram.prefix(Self.bins)) }

    /// Takes the next candle, and the lowest low and highest high of the last 96, this one included.
    package mutating func advance(high: Double, low: Double, volume: Double, highest: Double, lowest: Double) {
        let slot = position
        let (oldLow, oldHigh, oldVolume) = ring.withUnsafeMutableBufferPointer { ring in
            let old = (ring[slot], ring[slot + Self.candles], ring[slot + 2 * Self.candles])
            ring[slot] = low
            ring[slot + Self.candles] = high
            ring[slot + 2 * Self.candles] = volume
            return old
        }
        position = position + 1 == Self.candles ? 0 : position + 1
        seen += 1
        guard seen >= Self.candles else { return }
        sinceLayout += 1
        guard highest == self.highest, lowest == self.lowest, sinceLayout < Self.candles else {
            layOut(highest: highest, lowest: lowest)
            return
        }
        exchange(lows: SIMD2(oldLow, low), highs: SIMD2(oldHigh, high), volumes: SIMD2(-oldVolume, volume))
    }

    /// What kind of place `price` is, looking at the bins within `distance`; `total` is the volume of the 96 candles.
    package func place(of price: Double, within distance: Double, total: Double) -> Place {
        let mean = total / Double(Self.bins)
        let first = bin(of: price - distance)
        let last = max(first, bin(of: price + distance))
        var highest = SIMD2<Double>(repeating: 0)
        var lowest = SIMD2<Double>(repeating: .infinity)
        histogram.withUnsafeBytes { histogram in
            Self.forEachPair(from: first, through: last) { pair, bins in
                let volume = histogram.loadUnaligned(fromByteOffset: 16 * pair, as: SIMD2<Double>.self)
                let isNear = (bins .>= Double(first)) .& (bins .<= Double(last))
                highest = Self.larger(highest, volume.replacing(with: 0, where: .!isNear))
                lowest = Self.smaller(lowest, volume.replacing(with: .infinity, where: .!isNear))
            }
        }
        let most = max(highest.x, highest.y)
        let least = min(lowest.x, lowest.y)
        return most >= 1.5 * mean ? .highVolume : least <= 0.5 * mean ? .lowVolume : .ordinary
    }

    /// An opinion from 0 to 1 on a price. At a price of much volume there is none (one half); at one of little, a move away from the point
    /// of control goes on if volume rises (.7 above it, .3 below), and is turned back if it does not.
    package func opinion(on price: Double, within distance: Double, isRising: Bool, total: Double) -> Double {
        guard isUsable, place(of: price, within: distance, total: total) == .lowVolume else { return 0.5 }
        let away = ScoreVote.above(price, pointOfControl)
        return 0.3 + 0.4 * (isRising ? away : 1 - away)
    }

    /// The middle of the bin with the most volume (the lowest of equals).
    package var pointOfControl: Double {
        histogram.withUnsafeBufferPointer { histogram in
            // The largest first, eight pairs at a time, then where it is: cheaper than to carry its place along.
            guard let bins = UnsafeRawPointer(histogram.baseAddress) else { return lowest }
            var pair = SIMD2<Double>(repeating: -.infinity)
            for offset in stride(from: 0, to: 8 * Self.bins, by: 128) {
                @inline(__always) func larger(_ a: Int, _ b: Int) -> SIMD2<Double> {
                    Self.larger(
                        bins.loadUnaligned(fromByteOffset: offset + 16 * a, as: SIMD2<Double>.self),
                        bins.loadUnaligned(fromByteOffset: offset + 16 * b, as: SIMD2<Double>.self))
                }
                let first = Self.larger(larger(0, 1), larger(2, 3))
                let second = Self.larger(larger(4, 5), larger(6, 7))
                pair = Self.larger(pair, Self.larger(first, second))
            }
            let largest = max(pair.x, pair.y)
            var best = 0
            while best < Self.bins - 1, histogram[best] != largest { best += 1 }
            return lowest + (Double(best) + 0.5) / binsPerPrice
        }
    }

    /// In the form of the processor's maximum and minimum; the first where the second is NaN.
    @inline(__always)
    private static func larger(_ a: SIMD2<Double>, _ b: SIMD2<Double>) -> SIMD2<Double> { a.replacing(with: b, where: b .> a) }
    @inline(__always)
    private static func smaller(_ a: SIMD2<Double>, _ b: SIMD2<Double>) -> SIMD2<Double> { a.replacing(with: b, where: b .< a) }

    @inline(__always)
    private func bin(of price: Double) -> Int {
        let place = (price - lowest) * binsPerPrice
        // False for NaN too.
        guard place > 0 else { return 0 }
        return place < Double(Self.bins) ? Int(place) : Self.bins - 1
    }

    /// The least width over which a candle is spread, in bins, so that one without a range has a finite density.
    private static let leastWidth = 1.0 / 1_024

    /// Adds the volumes of two candles to their bins; a negative one takes a candle away.
    private mutating func exchange(lows: SIMD2<Double>, highs: SIMD2<Double>, volumes: SIMD2<Double>) {
        let (from, to) = Self.edges(lows, highs, lowest, binsPerPrice)
        let density = volumes / (to - from)
        histogram.withUnsafeMutableBufferPointer { histogram in
            guard let bins = histogram.baseAddress else { return }
            Self.spread(from.x, to.x, volumes.x, density.x, in: bins)
            Self.spread(from.y, to.y, volumes.y, density.y, in: bins)
        }
    }

    /// `from` and `to` lie between 0 and 48, even for damaged candles.
    @inline(__always)
    private static func spread(_ from: Double, _ to: Double, _ volume: Double, _ density: Double, in bins: UnsafeMutablePointer<Double>) {
        let (first, last) = (Int(from), min(Int(to), Self.bins - 1))
        guard last > first else {
            bins[first] += volume
            return
        }
        forEachPair(from: first, through: last) { pair, numbers in
            // How much of each bin the candle covers: all of it between the first and the last, nothing outside.
            var ends = numbers + 1
            ends.replace(with: SIMD2(repeating: to), where: .!(ends .< to))
            var starts = numbers
            starts.replace(with: SIMD2(repeating: from), where: .!(starts .> from))
            var share = ends - starts
            share.replace(with: 0, where: .!(share .> 0))
            let place = UnsafeMutableRawPointer(bins + 2 * pair)
            let volume = place.loadUnaligned(as: SIMD2<Double>.self) + density * share
            place.storeBytes(of: volume, as: SIMD2<Double>.self)
        }
    }

    /// Pairs of bins that are looked at in any case: most stretches of bins are not longer, and their length cannot be guessed.
    private static let pairsAtOnce = 4

    /// Goes over the pairs of bins that hold those from `first` to `last`, and some behind; `body` gets a pair's number and its bins'.
    @inline(__always)
    private static func forEachPair(from first: Int, through last: Int, _ body: (Int, SIMD2<Double>) -> Void) {
        var pair = first >> 1
        var bins = SIMD2(Double(2 * pair), Double(2 * pair + 1))
        for _ in 0..<pairsAtOnce {
            body(pair, bins)
            pair += 1
            bins += 2
        }
        while 2 * pair <= last {
            body(pair, bins)
            pair += 1
            bins += 2
        }
    }

    /// Where candles begin and end, in bins from 0 to 48; 0 and the least width for NaN.
    @inline(__always)
    private static func edges(
        _ low: SIMD2<Double>, _ high: SIMD2<Double>, _ lowest: Double, _ scale: Double
    ) -> (from: SIMD2<Double>, to: SIMD2<Double>) {
        // Each choice has the form of the processor's minimum or maximum; any other is made lane by lane.
        let top = SIMD2(repeating: Double(bins))
        var from = (low - lowest) * scale
        from.replace(with: 0, where: .!(from .> 0))
        from.replace(with: top - leastWidth, where: .!(from .< top - leastWidth))
        let least = from + leastWidth
        var to = (high - lowest) * scale
        to.replace(with: least, where: .!(to .> least))
        to.replace(with: top, where: .!(to .< top))
        return (from, to)
    }

    /// Lays out all bins. A candle is a step up at its low and a step down at its high, of which only the changes from bin to bin are
    /// noted: one in the step's bin, the rest in the next. Steps up and down of even and odd candles go to columns of their own, so that
    /// neighbouring candles do not wait for each other's sums.
    ///
    /// All steps are worked out before the first is noted: a loop that did both would be compiled lane by lane.
    private mutating func layOut(highest: Double, lowest: Double) {
        self.highest = highest
        self.lowest = lowest
        sinceLayout = 0
        guard highest > lowest, highest.isFinite, lowest.isFinite else { return }
        binsPerPrice = Double(Self.bins) / (highest - lowest)
        let scale = binsPerPrice
        steps.withUnsafeMutableBufferPointer { steps in
            guard let steps = steps.baseAddress else { return }
            ring.withUnsafeBufferPointer { ring in
                guard let lows = ring.baseAddress else { return }
                let (highs, volumes) = (lows + Self.candles, lows + 2 * Self.candles)
                for pair in 0..<Self.candles / 2 {
                    let (even, odd) = (2 * pair, 2 * pair + 1)
                    let (from, to) = Self.edges(SIMD2(lows[even], lows[odd]), SIMD2(highs[even], highs[odd]), lowest, scale)
                    let density = SIMD2(volumes[even], volumes[odd]) / (to - from)
                    Self.divide(from, density, into: steps + 6 * pair)
                    Self.divide(to, density, into: steps + 6 * pair + 3)
                }
            }
            changes.withUnsafeMutableBufferPointer { changes in
                guard let changes = changes.baseAddress else { return }
                for pair in 0..<Self.candles / 2 {
                    Self.note(steps + 6 * pair, in: changes)
                    Self.note(steps + 6 * pair + 3, in: changes + 1)
                }
                histogram.withUnsafeMutableBufferPointer { Self.add(changes, into: $0) }
            }
        }
    }

    /// Divides the steps of an even and an odd candle between their bin and the next: the bins, what is noted in them, and the rest.
    ///
    /// The bin is found by adding a number so large that the sum has no fraction; a place on the edge of two bins may be given to either,
    /// which comes to the same.
    @inline(__always)
    private static func divide(_ place: SIMD2<Double>, _ density: SIMD2<Double>, into step: UnsafeMutablePointer<SIMD2<Double>>) {
        let large = SIMD2<Double>(repeating: 0x1.8p52)
        let shifted = (place - 0.5) + large
        let next = density * (place - (shifted - large))
        step[0] = shifted
        step[1] = density - next
        step[2] = next
    }

    /// Notes the steps of an even and an odd candle.
    @inline(__always)
    private static func note(_ step: UnsafePointer<SIMD2<Double>>, in changes: UnsafeMutablePointer<SIMD2<Double>>) {
        let lanes = UnsafeRawPointer(step).assumingMemoryBound(to: Double.self)
        let even = Int(truncatingIfNeeded: lanes[0].bitPattern & 0xFF)
        let odd = Int(truncatingIfNeeded: lanes[1].bitPattern & 0xFF)
        changes[4 * even] += SIMD2(lanes[2], lanes[4])
        changes[4 * odd + 2] += SIMD2(lanes[3], lanes[5])
    }

    /// Adds up the changes from bin to bin, and clears them for the next time.
    private static func add(_ changes: UnsafeMutablePointer<SIMD2<Double>>, into histogram: UnsafeMutableBufferPointer<Double>) {
        var level = 0.0
        var carried = 0.0
        for bin in 0..<bins {
            let column = changes + 4 * bin
            let step = (column[0] + column[2]) - (column[1] + column[3])
            level += step.x + carried
            carried = step.y
            histogram[bin] = level
            column.update(repeating: .zero, count: 4)
        }
        // Steps at the upper edge of the last bin.
        (changes + 4 * bins).update(repeating: .zero, count: 4)
    }
}
