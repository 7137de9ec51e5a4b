import PulseCore

/// All that the replay venue knows: the candles of its instruments, and where its live part starts and ends. A value without clock or socket.
public struct VenueMarket: Sendable {
    public let base: Timeframe
    public private(set) var series: [VenueSeries]
    package private(set) var side: [VenueSide]
    /// The live part: the venue's clock starts at its `from`, and stands an epilogue after its `to`.
    public let live: TimeRange
    public let faults: FaultPlan
    private let indices: [String: Int]

    /// What the clock still runs after the last candle, in milliseconds: so that every closing event comes out, and what faults put off or
    /// told wrong comes right.
    public var epilogue: Int64 { 4_000 + faults.aftermath }

    /// - Parameter series: of one base timeframe, no two with the same market and symbol.
    /// Throws `PulseError(.usage)` where there are none, or one is twice there.
    package init(base: Timeframe, series: [VenueSeries], side: [VenueSide], from: Timestamp?, faults: FaultPlan) throws {
        self.base = base
        self.series = series
        self.side = side
        self.faults = faults
        var indices: [String: Int] = [:]
        for (index, one) in series.enumerated() {
            let key = Self.key(one.instrument.market, one.instrument.symbol)
            guard indices.updateValue(index, forKey: key) == nil else {
                throw PulseError(.usage, "\(one.instrument.symbol) would be served twice on the same market")
            }
        }
        self.indices = indices
        guard let first = series.map(\.span.from).min(), let last = series.map(\.span.to).max(), series.contains(where: { !$0.isEmpty })
        else { throw PulseError(.missing, "there are no candles to be served") }
        let start = from ?? first
        guard start < last else {
            throw PulseError(.usage, "--from lies at or after the end of the candles, \(last)", hint: "choose an earlier time")
        }
        live = TimeRange(from: max(start, first), to: last)
    }

    /// When the clock stands.
    public var end: Int64 { live.to.milliseconds + epilogue }

    /// The position of a symbol in `series`, or nil if the market does not list it. Case counts.
    package func index(_ market: BinanceMarket, _ symbol: String) -> Int? { indices[Self.key(market, symbol)] }

    /// Positions of a market's instruments.
    package func indices(of market: BinanceMarket) -> [Int] {
        series.indices.filter { series[$0].instrument.market == market }
    }

    /// Whether candles of an interval can be made here.
    package func serves(_ interval: Timeframe) -> Bool { interval.isMultiple(of: base) }

    private static func key(_ market: BinanceMarket, _ symbol: String) -> String { market.rawValue + ":" + symbol }

    /// When the closing event of a candle is sent: by the next trade, or by a timer two seconds after its end.
    package func closing(_ index: Int, end: Int64) -> Int64 {
        let series = series[index]
        let next = series.firstIndex(from: end)
        guard next < series.count, series.openTime[next] == end, let print = series.firstPrint(of: next) else { return end + 2_004 }
        return min(print.time + 4, end + 2_004)
    }

    /// A candle as the venue tells it at an instant: wrong for a while after its close where the plan says that it is revised.
    package func told(_ candle: VenueCandle, _ index: Int, _ interval: Timeframe, at now: Int64) -> VenueCandle {
        let end = candle.openTime + interval.milliseconds
        guard faults.isActive, end <= now, live.from.milliseconds < end else { return candle }
        let fault = faults.closing(series[index].instrument.salt, interval, candle.openTime)
        guard let revisedAfter = fault.revisedAfter, now < end + revisedAfter else { return candle }
        return understated(candle, index, interval)
    }

    /// A candle without its last print: what an exchange reports that closed it too early.
    package func understated(_ candle: VenueCandle, _ index: Int, _ interval: Timeframe) -> VenueCandle {
        let series = series[index]
        let end = candle.openTime + interval.milliseconds
        guard let last = series.index(atOrBefore: end - 1), series.openTime[last] >= candle.openTime else { return candle }
        let count = series.printIDs(last).count
        guard count > 1 else { return candle }
        let prints = series.prints(last, numbers: count - 2..<count)
        let before = prints[0].time
        // Prints of one millisecond cannot be told apart by time; then there is nothing to leave out.
        guard before < prints[1].time else { return candle }
        return series.candle(interval, open: candle.openTime, at: before) ?? candle
    }
}
