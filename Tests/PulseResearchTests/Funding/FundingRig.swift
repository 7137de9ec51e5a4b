import PulseCore
import PulseEngine
import PulseResearch
import PulseStrategy
import Testing

/// Markets with funding by hand or by chance, and what they ought to pay, counted from fills and candles in the plainest way.
enum FundingRig {
    static let start: Int64 = 1_704_067_200_000
    static let hour: Int64 = 3_600_000

    static func instrument(_ symbol: String, _ market: Instrument.Market = .perpetual) throws -> Instrument {
        let id = try #require(InstrumentID(venue: market == .spot ? "synthetic" : "synthetic-um", symbol: symbol))
        return Instrument(
            id: id, market: market, tick: Increment(decimals: 2), lot: Increment(decimals: 3), minimumNotional: Cash(units: 0))
    }

    /// Candles that open at a multiple of their length after the start, with the given opens; the close is the next one's open.
    static func candles(_ opens: [Double], every length: Int64, leavingOut gaps: Set<Int> = []) -> CandleColumns {
        var columns = CandleColumns()
        for (index, open) in opens.enumerated() where !gaps.contains(index) {
            let close = index + 1 < opens.count ? opens[index + 1] : open
            columns.append(
                Candle(
                    openTime: Timestamp(milliseconds: start + Int64(index) * length), open: open, high: max(open, close),
                    low: min(open, close), close: close, volume: 1, quoteVolume: open, tradeCount: 1, takerBuyVolume: 0,
                    takerBuyQuoteVolume: 0))
        }
        return columns
    }

    /// Settlements by hours after the start, rates in 1e-8.
    static func schedule(_ rates: [(hour: Double, rate: Int64)]) -> FundingSchedule {
        FundingSchedule(
            .series,
            rates.map { FundingSettlement(time: Timestamp(milliseconds: start + Int64($0.hour * Double(hour))), rate: $0.rate) })
    }

    static func market(_ series: [Market.Series], base: Timeframe = .h1) -> Market { Market(base: base, range: .all, series: series) }

    /// A market, signals and settlements by chance: gaps, odd times of settlement, several perpetuals and a spot instrument.
    static func random(seed: UInt64) throws -> (market: Market, rows: [SignalRow]) {
        var random = SplitMix64(seed: seed)
        let base: Timeframe = [.h1, .h4, .d1][Int(random.next() % 3)]
        let count = 120
        let span = Int64(count) * base.milliseconds
        var series: [Market.Series] = []
        var rows: [SignalRow] = []
        for number in 0..<1 + Int(random.next() % 3) {
            let instrument = try instrument("S\(number)USDT", number == 2 ? .spot : .perpetual)
            var price = 100 + 900 * random.uniform()
            let opens = (0..<count).map { _ in
                price = (price * (0.98 + 0.04 * random.uniform()) * 100).rounded() / 100
                return price
            }
            let gaps = Set((0..<count).filter { _ in random.uniform() < 0.1 })
            // Some on the grid of candles, some inside of them.
            let times = Set(
                (0..<200).map { _ in random.next() % 2 == 0 ? Int64(random.next() % UInt64(span)) : 0 }
                    + (0..<200).map { _ in Int64(random.next() % UInt64(count)) * base.milliseconds })
            let settlements = times.sorted().map {
                FundingSettlement(time: Timestamp(milliseconds: start + $0), rate: Int64(random.next() % 400_000) - 200_000)
            }
            series.append(
                Market.Series(
                    instrument: instrument, candles: candles(opens, every: base.milliseconds, leavingOut: gaps),
                    funding: FundingSchedule(.series, settlements)))
            for index in 0..<count where random.uniform() < 0.2 {
                rows.append(
                    SignalRow(
                        time: Timestamp(milliseconds: start + Int64(index) * base.milliseconds), instrument: instrument.id,
                        direction: Direction.allCases[Int(random.next() % 3)], size: 0.001 + 5 * random.uniform()))
            }
        }
        rows.sort { ($0.time, $0.instrument) < ($1.time, $1.instrument) }
        return (market(series, base: base), rows)
    }

    static let configuration = EngineConfiguration(
        initialCash: Cash(units: 1_000_000 * Cash.one.units), perpetualFees: .free, slippage: .none,
        sizing: SizingRules(maximumPositionShare: 125_000_000, leverage: 20),
        limits: RiskLimits(maximumOpenPositions: 10, maximumOpenRisk: 1_000_000_000), exits: .fixed)

    static func run(_ market: Market, _ rows: [SignalRow]) throws -> BacktestResult {
        try SignalReplay(market: market, rows: rows, configuration: configuration, size: .equityShare(0.1)).run(threads: 1)
    }

    static func funding(_ result: SimulationResult) -> [Movement] { result.movements.filter { $0.kind == .funding } }

    /// What each settlement ought to have moved, in the order of time and instrument: the lots of all fills before it, times the price,
    /// times the rate, up to the next 1e-8 towards paying.
    static func expected(_ market: Market, _ result: SimulationResult) -> [Movement] {
        var found: [(time: Int64, instrument: Int, amount: Int64)] = []
        let end = (market.series.compactMap(\.candles.openTime.last).max() ?? 0) + market.base.milliseconds
        for (instrument, series) in market.series.enumerated() where series.instrument.market == .perpetual {
            for settlement in series.funding.settlements {
                let instant = settlement.time.milliseconds
                let held = result.fills.filter { $0.instrument == instrument && $0.time.milliseconds < instant }
                    .reduce(Int64(0)) { $0 + $1.side.sign * $1.lots }
                let times = series.candles.openTime
                guard held != 0, let last = times.lastIndex(where: { $0 <= instant }) else { continue }
                // Nothing is known of an instant after the end.
                guard instant < end else { continue }
                let isInside = instant < times[last] + market.base.milliseconds
                let price = isInside ? series.candles.open[last] : series.candles.close[last]
                // Two decimals of price and three of quantity: hundred-thousandths of the quote currency; the rate is in 1e-8.
                let product = Int128((price * 100).rounded()) * Int128(held) * Int128(settlement.rate)
                let unit = Int128(100_000)
                let paid = product >= 0 ? (product + unit - 1) / unit : -(-product / unit)
                if paid != 0 { found.append((instant, instrument, -Int64(paid))) }
            }
        }
        found.sort { ($0.time, $0.instrument) < ($1.time, $1.instrument) }
        var balance = Cash.zero
        return found.map {
            balance += Cash(units: $0.amount)
            return Movement(
                time: Timestamp(milliseconds: $0.time), kind: .funding, instrument: $0.instrument, fill: -1,
                amount: Cash(units: $0.amount), balance: balance)
        }
    }

    /// Where a simulation did not pay what it ought to have paid on a market; nil where it paid all of it, settlement by settlement.
    static func difference(_ result: SimulationResult, on market: Market) -> String? {
        let (paid, owed) = (funding(result), expected(market, result))
        func text(_ one: Movement) -> String { "\(one.time) of \(one.instrument): \(one.amount)" }
        for (one, other) in zip(paid, owed) where (one.time, one.instrument, one.amount) != (other.time, other.instrument, other.amount) {
            return "paid \(text(one)), owed \(text(other))"
        }
        return paid.count == owed.count ? nil : "\(paid.count) payments instead of \(owed.count)"
    }
}
