import PulseCore

extension ContentDigest {
    /// Adds all candles of a series: their number, then each of the ten columns. One changed bit changes the digest.
    public mutating func update(_ columns: CandleColumns) {
        update(UInt64(columns.count))
        update(numbers: columns.openTime)
        update(numbers: columns.open)
        update(numbers: columns.high)
        update(numbers: columns.low)
        update(numbers: columns.close)
        update(numbers: columns.volume)
        update(numbers: columns.quoteVolume)
        update(numbers: columns.tradeCount)
        update(numbers: columns.takerBuyVolume)
        update(numbers: columns.takerBuyQuoteVolume)
    }

    private mutating func update(numbers: [Double]) {
        #if _endian(little)
            numbers.withUnsafeBytes { update($0) }
        #else
            for number in numbers { update(number) }
        #endif
    }

    private mutating func update(numbers: [Int64]) {
        #if _endian(little)
            numbers.withUnsafeBytes { update($0) }
        #else
            for number in numbers { update(number) }
        #endif
    }
}

extension CandleColumns {
    /// The digest of these candles alone, in hexadecimal.
    public func digestHex() -> String {
        var digest = ContentDigest()
        digest.update(self)
        return digest.finishHex()
    }
}
