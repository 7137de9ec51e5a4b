/// The bins of a volume profile and the candles that are counted in them.
struct PriceBins: Sendable {
    private struct Candle: Sendable {
        var low = 0.0
        var high = 0.0
        var volume = 0.0
    }

    private let period: Int
    /// Ring of the last candles: what they are and what they add.
    private var candles: [Candle]
    private var shares: [BinScale.Share]
    private var next = 0
    private var isCounted = false
    /// Differences of neighbouring bins' volumes: a candle changes at most four of them, however many bins it covers.
    private var differences: [Int64]
    private var scale: BinScale

    init(period: Int, count: Int) {
        precondition(period >= 1 && count >= 2, "a profile has candles and bins")
        self.period = period
        candles = Array(repeating: Candle(), count: period)
        shares = Array(repeating: BinScale.Share(), count: period)
        differences = Array(repeating: 0, count: count + 2)
        scale = BinScale(count: count, lowest: 0, highest: 0, largestVolume: 0)
    }

    /// Lets a candle take the place of the oldest, without counting it yet.
    mutating func append(low: Double, high: Double, volume: Double) {
        candles[next] = Candle(low: low, high: high, volume: volume)
        next = next + 1 == period ? 0 : next + 1
    }

    /// Counts the newest candle in place of the one it replaced, or all candles anew where the edges of the bins or the unit of volume have changed.
    mutating func fit(lowest: Double, highest: Double, largestVolume: Double) {
        let newScale = BinScale(count: scale.count, lowest: lowest, highest: highest, largestVolume: largestVolume)
        let isSame = isCounted && newScale == scale
        scale = newScale
        isCounted = true
        let newest = (next == 0 ? period : next) - 1
        differences.withUnsafeMutableBufferPointer { differences in
            shares.withUnsafeMutableBufferPointer { shares in
                if isSame {
                    shares[newest].add(to: differences, sign: -1)
                } else {
                    differences.update(repeating: 0)
                }
                for index in isSame ? newest..<newest + 1 : 0..<period {
                    let candle = candles[index]
                    shares[index] = newScale.share(low: candle.low, high: candle.high, volume: candle.volume)
                    shares[index].add(to: differences, sign: 1)
                }
            }
        }
    }

    /// Reads the profile off the bins.
    func profile(close: Double) -> (pointOfControl: Double, high: Double, low: Double, density: Double) {
        let count = scale.count
        return withUnsafeTemporaryAllocation(of: Int64.self, capacity: count + 1) { below in
            differences.withUnsafeBufferPointer { differences in
                // Volumes as running sums: `below[k]` is what lies under bin k.
                var (volume, total, most, control) = (Int64(0), Int64(0), Int64(-1), 0)
                for bin in 0..<count {
                    volume &+= differences[bin]
                    below[bin] = total
                    total &+= volume
                    if volume > most { (most, control) = (volume, bin) }
                }
                below[count] = total
                if total == 0 || scale.binsPerPrice == 0 { return (close, scale.highest, scale.lowest, 1) }
                var (first, last) = (control, control)
                while 10 * (below[last + 1] - below[first]) < 7 * total {
                    first = max(0, first - 1)
                    last = min(count - 1, last + 1)
                }
                let bin = scale.bin(of: close)
                let density = Double(below[bin + 1] - below[bin]) * Double(count) / Double(total)
                return (scale.edge(Double(control) + 0.5), scale.edge(Double(last + 1)), scale.edge(Double(first)), density)
            }
        }
    }
}
