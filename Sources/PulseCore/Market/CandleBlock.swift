/// A view of consecutive closed candles of one series: what a pipeline, a head or an indicator is given at a time. Live, a block holds one candle.
///
/// It borrows the columns: the pointers are valid only inside the `withBlock` call that made it, and must not be kept.
@frozen
public struct CandleBlock {
    /// Number of candles.
    public let count: Int
    /// Open times in milliseconds since the epoch.
    public let openTime: UnsafePointer<Int64>
    public let open: UnsafePointer<Double>
    public let high: UnsafePointer<Double>
    public let low: UnsafePointer<Double>
    public let close: UnsafePointer<Double>
    public let volume: UnsafePointer<Double>
    public let quoteVolume: UnsafePointer<Double>
    public let tradeCount: UnsafePointer<Int64>
    public let takerBuyVolume: UnsafePointer<Double>
    public let takerBuyQuoteVolume: UnsafePointer<Double>

    @inlinable
    init(
        count: Int, openTime: UnsafePointer<Int64>, open: UnsafePointer<Double>, high: UnsafePointer<Double>, low: UnsafePointer<Double>,
        close: UnsafePointer<Double>, volume: UnsafePointer<Double>, quoteVolume: UnsafePointer<Double>, tradeCount: UnsafePointer<Int64>,
        takerBuyVolume: UnsafePointer<Double>, takerBuyQuoteVolume: UnsafePointer<Double>
    ) {
        self.count = count
        self.openTime = openTime
        self.open = open
        self.high = high
        self.low = low
        self.close = close
        self.volume = volume
        self.quoteVolume = quoteVolume
        self.tradeCount = tradeCount
        self.takerBuyVolume = takerBuyVolume
        self.takerBuyQuoteVolume = takerBuyQuoteVolume
    }

    /// A part of the block. Traps where the range does not lie inside it.
    @inlinable
    public subscript(range: Range<Int>) -> CandleBlock {
        precondition(range.lowerBound >= 0 && range.upperBound <= count, "a part of a block lies inside it")
        let first = range.lowerBound
        return CandleBlock(
            count: range.count, openTime: openTime + first, open: open + first, high: high + first, low: low + first, close: close + first,
            volume: volume + first, quoteVolume: quoteVolume + first, tradeCount: tradeCount + first,
            takerBuyVolume: takerBuyVolume + first, takerBuyQuoteVolume: takerBuyQuoteVolume + first)
    }
}

extension CandleColumns {
    /// Lends a part of the series (all of it by default) as a block for the duration of `body`, without copying.
    public func withBlock<Result>(_ range: Range<Int>? = nil, _ body: (CandleBlock) throws -> Result) rethrows -> Result {
        try openTime.withUnsafeBufferPointer { openTime in
            try open.withUnsafeBufferPointer { open in
                try high.withUnsafeBufferPointer { high in
                    try low.withUnsafeBufferPointer { low in
                        try close.withUnsafeBufferPointer { close in
                            try volume.withUnsafeBufferPointer { volume in
                                try quoteVolume.withUnsafeBufferPointer { quoteVolume in
                                    try tradeCount.withUnsafeBufferPointer { tradeCount in
                                        try takerBuyVolume.withUnsafeBufferPointer { takerBuyVolume in
                                            try takerBuyQuoteVolume.withUnsafeBufferPointer { takerBuyQuoteVolume in
                                                let some = UnsafePointer<Double>(bitPattern: 8)!
                                                let none = UnsafePointer<Int64>(bitPattern: 8)!
                                                let block = CandleBlock(
                                                    count: count, openTime: openTime.baseAddress ?? none, open: open.baseAddress ?? some,
                                                    high: high.baseAddress ?? some, low: low.baseAddress ?? some,
                                                    close: close.baseAddress ?? some, volume: volume.baseAddress ?? some,
                                                    quoteVolume: quoteVolume.baseAddress ?? some,
                                                    tradeCount: tradeCount.baseAddress ?? none,
                                                    takerBuyVolume: takerBuyVolume.baseAddress ?? some,
                                                    takerBuyQuoteVolume: takerBuyQuoteVolume.baseAddress ?? some)
                                                return try body(block[range ?? 0..<count])
                                            }
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
