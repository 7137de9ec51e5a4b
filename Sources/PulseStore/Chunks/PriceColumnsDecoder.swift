/// Decodes the four price columns together, block by block: each is stored relative to another.
struct PriceColumnsDecoder {
    private var open: PackedColumnReader
    private var high: PackedColumnReader
    private var low: PackedColumnReader
    private var close: PackedColumnReader
    private let representation: ColumnRepresentation
    private var previousClose: Int64

    init(
        open: PackedColumnReader, high: PackedColumnReader, low: PackedColumnReader, close: PackedColumnReader,
        representation: ColumnRepresentation, base: Int64
    ) {
        self.open = open
        self.high = high
        self.low = low
        self.close = close
        self.representation = representation
        previousClose = base
    }

    /// Writes the next `count` candles' prices; `scratch` has room for four blocks.
    mutating func next(_ count: Int, into columns: ColumnPointers, _ scratch: UnsafeMutablePointer<UInt64>) -> Bool {
        let length = PackedColumn.blockLength
        let (opens, highs, lows, closes) = (scratch, scratch + length, scratch + 2 * length, scratch + 3 * length)
        guard representation != .zero, open.next(count, into: opens), high.next(count, into: highs), low.next(count, into: lows),
            close.next(count, into: closes)
        else { return false }

        // Sums of differences: the one loop in which a candle has to wait for the one before it.
        var previous = previousClose
        for index in 0..<count {
            let open = previous &+ ZigZag.decode(opens[index])
            previous &+= ZigZag.decode(closes[index])
            opens[index] = UInt64(bitPattern: open)
            closes[index] = UInt64(bitPattern: previous)
        }
        previousClose = previous
        if case .decimal = representation {
            convert(opens, highs, lows, closes, count, into: columns)
        } else {
            for index in 0..<count {
                let open = Int64(bitPattern: opens[index])
                let close = Int64(bitPattern: closes[index])
                columns.open[index] = Double(bitPattern: opens[index])
                columns.close[index] = Double(bitPattern: closes[index])
                columns.high[index] = Double(bitPattern: UInt64(bitPattern: max(open, close) &+ Int64(bitPattern: highs[index])))
                columns.low[index] = Double(bitPattern: UInt64(bitPattern: min(open, close) &- Int64(bitPattern: lows[index])))
            }
        }
        return true
    }

    /// Mantissas to prices. Sums, maxima and minima of whole doubles below 2^53 are exact, and unlike those of 64-bit integers they exist
    /// as vector instructions on every machine.
    @inline(__always)
    private func convert(
        _ opens: UnsafeMutablePointer<UInt64>, _ highs: UnsafeMutablePointer<UInt64>, _ lows: UnsafeMutablePointer<UInt64>,
        _ closes: UnsafeMutablePointer<UInt64>, _ count: Int, into columns: ColumnPointers
    ) {
        let scale = representation.scale
        var index = 0
        while index &+ 1 < count {
            let open = Mantissas.load(opens + index)
            let close = Mantissas.load(closes + index)
            // Selections by a mask: `pointwiseMax` and `pointwiseMin` become branches, which cost more than all the rest (measured).
            let isRising = close .> open
            let high = open.replacing(with: close, where: isRising) + Mantissas.load(highs + index)
            let low = close.replacing(with: open, where: isRising) - Mantissas.load(lows + index)
            Mantissas.store(open / scale, columns.open + index)
            Mantissas.store(high / scale, columns.high + index)
            Mantissas.store(low / scale, columns.low + index)
            Mantissas.store(close / scale, columns.close + index)
            index &+= 2
        }
        if index < count {
            let open = Mantissas.double(opens[index])
            let close = Mantissas.double(closes[index])
            columns.open[index] = open / scale
            columns.high[index] = (max(open, close) + Mantissas.double(highs[index])) / scale
            columns.low[index] = (min(open, close) - Mantissas.double(lows[index])) / scale
            columns.close[index] = close / scale
        }
    }
}
