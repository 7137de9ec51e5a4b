/// The bins of a volume profile and the candles that are counted in them.
struct PriceBins: Sendable {
    /// What a candle adds: `first` units to its lowest bin, `last` to its highest, `between` to each in between.
    private struct Share: Sendable {
        var lowBin = 0
        var highBin = 0
        var first: Int64 = 0
        var between: Int64 = 0
        var last: Int64 = 0
    }

    private let period: Int
    private let count: Int
    /// Ring of the last candles: what they are and what they add.
    private var candles: [(low: Double, high: Double, volume: Double)]
    private var shares: [Share]
    private var next = 0
    private var isCounted = false
    /// Differences of neighbouring bins' volumes: a candle changes at most five of them, however many bins it covers.
    private var differences: [Int64]
    private var lowest = 0.0
    private var highest = 0.0
    private var binsPerPrice = 0.0
    private var unitsPerVolume = 0.0

    init(period: Int, count: Int) {
        precondition(period >= 1 && count >= 2, "a profile has candles and bins")
        self.period = period
        self.count = count
        candles = Array(repeating: (0, 0, 0), count: period)
        shares = Array(repeating: Share(), count: period)
        differences = Array(repeating: 0, count: count + 2)
    }

    /// Lets the newest candle take the place of the oldest.
    mutating func append(low: Double, high: Double, volume: Double) {
        if isCounted { add(shares[next], sign: -1) }
        candles[next] = (low, high, volume)
        if isCounted {
            shares[next] = share(of: candles[next])
            add(shares[next], sign: 1)
        }
        next = next + 1 == period ? 0 : next + 1
    }

    /// Sets the edges and the unit; counts all candles anew where they have changed.
    mutating func fit(lowest: Double, highest: Double, largestVolume: Double) {
        let units =
            largestVolume > 0 && largestVolume.isFinite ? Double(sign: .plus, exponent: 40 - largestVolume.exponent, significand: 1) : 0
        if isCounted, lowest == self.lowest, highest == self.highest, units == unitsPerVolume { return }
        self.lowest = lowest
        self.highest = highest
        unitsPerVolume = units
        binsPerPrice = highest > lowest && (highest - lowest).isFinite ? Double(count) / (highest - lowest) : 0
        isCounted = true
        for index in differences.indices { differences[index] = 0 }
        for index in 0..<period {
            shares[index] = share(of: candles[index])
            add(shares[index], sign: 1)
        }
    }

    private func share(of candle: (low: Double, high: Double, volume: Double)) -> Share {
        let low = position(of: candle.low)
        let high = position(of: candle.high)
        let units = clamp(candle.volume * unitsPerVolume, to: 0x1p42)
        var share = Share()
        share.lowBin = min(Int(low), count - 1)
        share.highBin = min(Int(high), count - 1)
        if share.highBin <= share.lowBin {
            share.highBin = share.lowBin
            share.last = Int64(units)
            return share
        }
        let unitsPerBin = units / (high - low)
        share.first = Int64(clamp((Double(share.lowBin + 1) - low) * unitsPerBin, to: units))
        let inner = share.highBin - share.lowBin - 1
        if inner > 0 { share.between = Int64(unitsPerBin) }
        share.last = Int64(units) - share.first - Int64(inner) * share.between
        return share
    }

    /// Where a price lies, in bins from the lowest edge.
    private func position(of price: Double) -> Double { clamp((price - lowest) * binsPerPrice, to: Double(count)) }

    /// `value` inside 0...limit; 0 if it is NaN.
    private func clamp(_ value: Double, to limit: Double) -> Double { value > 0 ? (value < limit ? value : limit) : 0 }

    @inline(__always)
    private mutating func add(_ share: Share, sign: Int64) {
        if share.highBin == share.lowBin {
            differences[share.lowBin] += sign * share.last
            differences[share.lowBin + 1] -= sign * share.last
            return
        }
        differences[share.lowBin] += sign * share.first
        differences[share.lowBin + 1] += sign * (share.between - share.first)
        differences[share.highBin] += sign * (share.last - share.between)
        differences[share.highBin + 1] -= sign * share.last
    }

    /// Reads the profile off the bins.
    func profile(close: Double) -> (pointOfControl: Double, high: Double, low: Double, density: Double) {
        withUnsafeTemporaryAllocation(of: Int64.self, capacity: count + 1) { below in
            // Volumes as running sums: `below[k]` is what lies under bin k.
            var (volume, total, most, control) = (Int64(0), Int64(0), Int64(-1), 0)
            for bin in 0..<count {
                volume += differences[bin]
                below[bin] = total
                total += volume
                if volume > most { (most, control) = (volume, bin) }
            }
            below[count] = total
            if total == 0 || binsPerPrice == 0 { return (close, highest, lowest, 1) }
            var (first, last) = (control, control)
            while 10 * (below[last + 1] - below[first]) < 7 * total {
                first = max(0, first - 1)
                last = min(count - 1, last + 1)
            }
            let bin = min(Int(position(of: close)), count - 1)
            let density = Double(below[bin + 1] - below[bin]) * Double(count) / Double(total)
            let width = (highest - lowest) / Double(count)
            return (
                lowest + (Double(control) + 0.5) * width, last == count - 1 ? highest : lowest + Double(last + 1) * width,
                lowest + Double(first) * width, density
            )
        }
    }
}
