/// Where the bins of a volume profile lie, and in which unit their volumes are counted.
struct BinScale: Sendable, Equatable {
    let count: Int
    let lowest: Double
    let highest: Double
    let binsPerPrice: Double
    let unitsPerVolume: Double

    init(count: Int, lowest: Double, highest: Double, largestVolume: Double) {
        self.count = count
        self.lowest = lowest
        self.highest = highest
        binsPerPrice = highest > lowest && (highest - lowest).isFinite ? Double(count) / (highest - lowest) : 0
        let isCountable = largestVolume > 0 && largestVolume.isFinite
        unitsPerVolume = isCountable ? Double(sign: .plus, exponent: 40 - largestVolume.exponent, significand: 1) : 0
    }

    /// The price of an edge, counted from the lowest.
    func edge(_ number: Double) -> Double {
        number == Double(count) ? highest : lowest + number * ((highest - lowest) / Double(count))
    }

    /// The bin that holds a price.
    func bin(of price: Double) -> Int { min(Int(position(of: price)), count - 1) }

    /// Where a price lies, in bins from the lowest edge.
    private func position(of price: Double) -> Double { Self.clamp((price - lowest) * binsPerPrice, to: Double(count)) }

    /// `value` inside 0...limit; 0 if it is NaN.
    private static func clamp(_ value: Double, to limit: Double) -> Double { value > 0 ? (value < limit ? value : limit) : 0 }

    /// What a candle adds: `first` units to its lowest bin, `last` to its highest, `between` to each in between; `last` alone if it lies in one bin.
    struct Share: Sendable {
        var lowBin = 0
        var highBin = 0
        var first: Int64 = 0
        var between: Int64 = 0
        var last: Int64 = 0

        /// Adds the share to, or takes it away from, the differences of neighbouring bins.
        @inline(__always)
        func add(to differences: UnsafeMutableBufferPointer<Int64>, sign: Int64) {
            if lowBin != highBin {
                differences[lowBin] &+= sign &* first
                differences[lowBin + 1] &+= sign &* (between &- first)
                differences[highBin] &-= sign &* between
            }
            differences[highBin] &+= sign &* last
            differences[highBin + 1] &-= sign &* last
        }
    }

    /// Spreads a candle's volume evenly over its range.
    @inline(__always)
    func share(low: Double, high: Double, volume: Double) -> Share {
        let (bottom, top) = (position(of: low), position(of: high))
        let units = Self.clamp(volume * unitsPerVolume, to: 0x1p42)
        var share = Share()
        share.lowBin = min(Int(bottom), count - 1)
        share.highBin = min(Int(top), count - 1)
        if share.highBin <= share.lowBin {
            share.highBin = share.lowBin
            share.last = Int64(units)
            return share
        }
        let unitsPerBin = units / (top - bottom)
        share.first = Int64(Self.clamp((Double(share.lowBin + 1) - bottom) * unitsPerBin, to: units))
        let inner = share.highBin - share.lowBin - 1
        if inner > 0 { share.between = Int64(unitsPerBin) }
        share.last = Int64(units) - share.first - Int64(inner) * share.between
        return share
    }
}
