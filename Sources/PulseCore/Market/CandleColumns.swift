/// Candles of one instrument and timeframe as columns, ascending by open time: what the store yields and the pipeline reads, without copying candle by candle.
///
/// All columns have the same length; `append` and the initialisers keep it so.
public struct CandleColumns: Sendable, Equatable {
    /// Open times in milliseconds since the epoch.
    public private(set) var openTime: [Int64]
    public private(set) var open: [Double]
    public private(set) var high: [Double]
    public private(set) var low: [Double]
    public private(set) var close: [Double]
    public private(set) var volume: [Double]
    public private(set) var quoteVolume: [Double]
    public private(set) var tradeCount: [Int64]
    public private(set) var takerBuyVolume: [Double]
    public private(set) var takerBuyQuoteVolume: [Double]

    /// No candles.
    public init() {
        openTime = []
        open = []
        high = []
        low = []
        close = []
        volume = []
        quoteVolume = []
        tradeCount = []
        takerBuyVolume = []
        takerBuyQuoteVolume = []
    }

    /// Whole columns at once. Traps where their lengths differ.
    public init(
        openTime: [Int64], open: [Double], high: [Double], low: [Double], close: [Double], volume: [Double], quoteVolume: [Double],
        tradeCount: [Int64], takerBuyVolume: [Double], takerBuyQuoteVolume: [Double]
    ) {
        let count = openTime.count
        precondition(
            open.count == count && high.count == count && low.count == count && close.count == count && volume.count == count
                && quoteVolume.count == count && tradeCount.count == count && takerBuyVolume.count == count
                && takerBuyQuoteVolume.count == count, "columns of one series have one length")
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

    /// The columns of a list of candles.
    public init(_ candles: some Sequence<Candle>) {
        self.init()
        reserveCapacity(candles.underestimatedCount)
        for candle in candles { append(candle) }
    }

    /// Number of candles.
    public var count: Int { openTime.count }
    public var isEmpty: Bool { openTime.isEmpty }

    /// One candle as a value.
    public subscript(index: Int) -> Candle {
        Candle(
            openTime: Timestamp(milliseconds: openTime[index]), open: open[index], high: high[index], low: low[index], close: close[index],
            volume: volume[index], quoteVolume: quoteVolume[index], tradeCount: tradeCount[index], takerBuyVolume: takerBuyVolume[index],
            takerBuyQuoteVolume: takerBuyQuoteVolume[index])
    }

    /// A copy of a part of the series.
    public subscript(range: Range<Int>) -> CandleColumns {
        CandleColumns(
            openTime: Array(openTime[range]), open: Array(open[range]), high: Array(high[range]), low: Array(low[range]),
            close: Array(close[range]), volume: Array(volume[range]), quoteVolume: Array(quoteVolume[range]),
            tradeCount: Array(tradeCount[range]), takerBuyVolume: Array(takerBuyVolume[range]),
            takerBuyQuoteVolume: Array(takerBuyQuoteVolume[range]))
    }

    public mutating func reserveCapacity(_ capacity: Int) {
        openTime.reserveCapacity(capacity)
        open.reserveCapacity(capacity)
        high.reserveCapacity(capacity)
        low.reserveCapacity(capacity)
        close.reserveCapacity(capacity)
        volume.reserveCapacity(capacity)
        quoteVolume.reserveCapacity(capacity)
        tradeCount.reserveCapacity(capacity)
        takerBuyVolume.reserveCapacity(capacity)
        takerBuyQuoteVolume.reserveCapacity(capacity)
    }

    /// Adds one candle; keeping the order is the caller's business.
    public mutating func append(_ candle: Candle) {
        openTime.append(candle.openTime.milliseconds)
        open.append(candle.open)
        high.append(candle.high)
        low.append(candle.low)
        close.append(candle.close)
        volume.append(candle.volume)
        quoteVolume.append(candle.quoteVolume)
        tradeCount.append(candle.tradeCount)
        takerBuyVolume.append(candle.takerBuyVolume)
        takerBuyQuoteVolume.append(candle.takerBuyQuoteVolume)
    }

    /// Adds another series behind this one.
    public mutating func append(contentsOf other: CandleColumns) {
        openTime.append(contentsOf: other.openTime)
        open.append(contentsOf: other.open)
        high.append(contentsOf: other.high)
        low.append(contentsOf: other.low)
        close.append(contentsOf: other.close)
        volume.append(contentsOf: other.volume)
        quoteVolume.append(contentsOf: other.quoteVolume)
        tradeCount.append(contentsOf: other.tradeCount)
        takerBuyVolume.append(contentsOf: other.takerBuyVolume)
        takerBuyQuoteVolume.append(contentsOf: other.takerBuyQuoteVolume)
    }

    /// Drops all candles and keeps the memory.
    public mutating func removeAll() {
        openTime.removeAll(keepingCapacity: true)
        open.removeAll(keepingCapacity: true)
        high.removeAll(keepingCapacity: true)
        low.removeAll(keepingCapacity: true)
        close.removeAll(keepingCapacity: true)
        volume.removeAll(keepingCapacity: true)
        quoteVolume.removeAll(keepingCapacity: true)
        tradeCount.removeAll(keepingCapacity: true)
        takerBuyVolume.removeAll(keepingCapacity: true)
        takerBuyQuoteVolume.removeAll(keepingCapacity: true)
    }
}
