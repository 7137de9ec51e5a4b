import PulseCore

/// The base candles of one instrument, and the prints that they are made of: what the venue holds to be true.
public struct VenueSeries: Sendable {
    public let instrument: VenueInstrument
    public let base: Timeframe
    /// Columns in units of the instrument's decimals.
    package private(set) var openTime: [Int64] = []
    private var open: [Int64] = []
    private var high: [Int64] = []
    private var low: [Int64] = []
    private var close: [Int64] = []
    private var volume: [Int64] = []
    private var quoteVolume: [Int64] = []
    private var tradeCount: [Int64] = []
    private var takerBuyVolume: [Int64] = []
    private var takerBuyQuoteVolume: [Int64] = []
    /// Numbers of the first trade and print of each candle, and of what follows the last.
    private var firstTrade: [Int64] = [Self.firstTradeID]
    private var firstPrint: [Int64] = [Self.firstPrintID]
    /// Prints that a candle may have unless its prices need more.
    package let printsPerCandle: Int

    /// Where an instrument's numbers start.
    package static let firstTradeID: Int64 = 5_000_001
    package static let firstPrintID: Int64 = 1_000_001

    /// - Parameters:
    ///   - columns: ascending, on the grid of `base`.
    ///   - isEmptied: which candles shall have had no trades; never the first.
    package init(
        _ instrument: VenueInstrument, base: Timeframe, columns: CandleColumns, printsPerCandle: Int,
        isEmptied: (_ openTime: Int64) -> Bool = { _ in false }
    ) {
        self.instrument = instrument
        self.base = base
        // A slot of a millisecond at least for each.
        self.printsPerCandle = min(max(4, printsPerCandle), Int(base.milliseconds))
        let price = DecimalUnits(instrument.priceDecimals)
        let quantity = DecimalUnits(instrument.quantityDecimals)
        let value = DecimalUnits(instrument.quoteDecimals)
        for index in 0..<columns.count {
            let candle = columns[index]
            var told = VenueCandle(
                openTime: candle.openTime.milliseconds, open: price.units(candle.open), high: price.units(candle.high),
                low: price.units(candle.low), close: price.units(candle.close), volume: quantity.units(candle.volume),
                quoteVolume: value.units(candle.quoteVolume), tradeCount: candle.tradeCount,
                takerBuyVolume: quantity.units(candle.takerBuyVolume), takerBuyQuoteVolume: value.units(candle.takerBuyQuoteVolume),
                firstTradeID: -1, lastTradeID: -1)
            if let last = close.last, isEmptied(told.openTime) { told = .flat(told.openTime, at: last) }
            append(told)
        }
    }

    private mutating func append(_ candle: VenueCandle) {
        openTime.append(candle.openTime)
        open.append(candle.open)
        high.append(candle.high)
        low.append(candle.low)
        close.append(candle.close)
        volume.append(candle.volume)
        quoteVolume.append(candle.quoteVolume)
        tradeCount.append(candle.tradeCount)
        takerBuyVolume.append(candle.takerBuyVolume)
        takerBuyQuoteVolume.append(candle.takerBuyQuoteVolume)
        let plan = PrintPlan(candle, lot: instrument.lotUnits, most: printsPerCandle)
        firstTrade.append(firstTrade[firstTrade.count - 1] + plan.trades)
        firstPrint.append(firstPrint[firstPrint.count - 1] + Int64(plan.count))
    }

    public var count: Int { openTime.count }
    public var isEmpty: Bool { openTime.isEmpty }

    /// Open of the first candle and close of the last; the same instant for an empty series.
    public var span: TimeRange {
        TimeRange(
            from: Timestamp(milliseconds: openTime.first ?? 0),
            to: Timestamp(milliseconds: openTime.last.map { $0 + base.milliseconds } ?? 0))
    }

    /// The candle when all is over.
    package func candle(_ index: Int) -> VenueCandle {
        let traded = firstTrade[index + 1] > firstTrade[index]
        return VenueCandle(
            openTime: openTime[index], open: open[index], high: high[index], low: low[index], close: close[index], volume: volume[index],
            quoteVolume: quoteVolume[index], tradeCount: tradeCount[index], takerBuyVolume: takerBuyVolume[index],
            takerBuyQuoteVolume: takerBuyQuoteVolume[index], firstTradeID: traded ? firstTrade[index] : -1,
            lastTradeID: traded ? firstTrade[index + 1] - 1 : -1)
    }

    package func closePrice(_ index: Int) -> Int64 { close[index] }

    /// Numbers of the prints of a candle; empty where nothing was traded.
    package func printIDs(_ index: Int) -> Range<Int64> { firstPrint[index]..<firstPrint[index + 1] }

    /// The last candle that opens at an instant or before, or nil.
    package func index(atOrBefore instant: Int64) -> Int? {
        let after = firstIndex(from: instant + 1)
        return after > 0 ? after - 1 : nil
    }

    /// The first candle that opens at an instant or later; `count` where there is none.
    package func firstIndex(from instant: Int64) -> Int {
        guard let first = openTime.first, instant > first else { return 0 }
        var lower = 0
        // Without gaps the place is known; with them the candle lies before it.
        var upper = min(openTime.count, Int((instant - first + base.milliseconds - 1) / base.milliseconds))
        if upper < openTime.count, openTime[upper] < instant { upper = openTime.count }
        while lower < upper {
            let middle = (lower + upper) / 2
            if openTime[middle] < instant { lower = middle + 1 } else { upper = middle }
        }
        return lower
    }

    /// The candle whose prints hold a number, or nil.
    package func index(ofPrint id: Int64) -> Int? {
        guard id >= firstPrint[0], id < firstPrint[count] else { return nil }
        var lower = 0
        var upper = count
        while lower < upper {
            let middle = (lower + upper) / 2
            if firstPrint[middle + 1] <= id { lower = middle + 1 } else { upper = middle }
        }
        return lower
    }

    /// The candle whose trades hold a number, or nil.
    package func index(ofTrade id: Int64) -> Int? {
        guard id >= firstTrade[0], id < firstTrade[count] else { return nil }
        var lower = 0
        var upper = count
        while lower < upper {
            let middle = (lower + upper) / 2
            if firstTrade[middle + 1] <= id { lower = middle + 1 } else { upper = middle }
        }
        return lower
    }
}

extension VenueCandle {
    /// A candle without trades.
    package static func flat(_ openTime: Int64, at price: Int64) -> VenueCandle {
        VenueCandle(
            openTime: openTime, open: price, high: price, low: price, close: price, volume: 0, quoteVolume: 0, tradeCount: 0,
            takerBuyVolume: 0, takerBuyQuoteVolume: 0, firstTradeID: -1, lastTradeID: -1)
    }
}
