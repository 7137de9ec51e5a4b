import PulseCore
import PulseReport
import PulseTesting

/// A made-up run that looks like a real one: random walks, random votes, trades that follow them, equity that follows the trades.
struct RunFixture {
    var candles = 5_000
    var instruments = 2
    var trades = 60
    var heads: [HeadID] = [.technical, .volume, .ict, .structure]
    var timeframe = Timeframe.h1
    var name = "Trend and structure"
    var seed: UInt64 = 7

    static let start = Timestamp(milliseconds: 1_672_531_200_000)
    private static let symbols = ["BTCUSDT", "ETHUSDT", "SOLUSDT"]

    /// Document and series that belong together.
    func make() -> (document: RunDocument, series: RunSeries) {
        let listed = (0..<instruments).map { index in
            Instrument(
                id: InstrumentID("binance:" + Self.symbols[index % 3])!, market: .spot, tick: Increment(decimals: 2),
                lot: Increment(decimals: 5), minimumNotional: Cash(units: 500_000_000))
        }
        let prices = listed.enumerated().map { index, instrument in
            PriceSeries(
                instrument: instrument.id, timeframe: timeframe,
                candles: RandomWalk.candles(
                    count: candles, seed: seed + UInt64(index), timeframe: timeframe, from: Self.start, price: index == 0 ? 26_000 : 1_800,
                    volatility: 0.006 * (Double(timeframe.milliseconds) / 3_600_000).squareRoot()), decimals: 2)
        }
        let votes = prices.map { makeVotes($0) }
        let rows = makeTrades(listed, prices, votes)
        let equity = makeEquity(prices, rows)
        let series = RunSeries(
            equity: equity, prices: prices, votes: votes, trades: rows, months: periods(equity, byMonth: true),
            years: periods(equity, byMonth: false), drawdowns: drawdowns(equity), returns: histogram(equity))
        return (makeDocument(listed, series), series)
    }

    private func makeVotes(_ prices: PriceSeries) -> VoteSeries {
        var random = SplitMix64(seed: seed &+ UInt64(prices.instrument.symbol.utf8.first ?? 0))
        var columns = heads.map { _ in [Vote]() }
        var verdicts: [Verdict] = []
        let closes = prices.candles.close
        for index in 0..<prices.candles.count {
            let drift =
                index < 48 ? 0 : (closes[index] / closes[index - 48] - 1) * 18 * (3_600_000 / Double(timeframe.milliseconds)).squareRoot()
            var agreeing: HeadSet = []
            var sum = 0
            for (position, head) in heads.enumerated() {
                let belief = drift + (random.uniform() - 0.5) * 0.9 * Double(position + 1) / 2
                let vote: Vote
                if index < 48 {
                    vote = .abstain(.warmup)
                } else if belief.magnitude < 0.25 {
                    vote = .flat(confidence: Score(0.3 + 0.5 * random.uniform()))
                } else {
                    vote = Vote(
                        belief > 0 ? .long : .short, probability: Score(min(0.95, 0.55 + belief.magnitude / 4)),
                        confidence: Score(min(0.98, 0.5 + 0.5 * random.uniform())))
                }
                columns[position].append(vote)
                if vote.direction != .flat { agreeing.insert(HeadSet(head)) }
                sum += Int(vote.direction.sign)
            }
            let all = sum.magnitude == UInt(heads.count) && !heads.isEmpty
            let outcome: Verdict.Outcome =
                index < 48 ? .tooFewHeads : all ? .passed : sum == 0 ? .tie : sum.magnitude > 2 ? .lowConfidence : .noQuorum
            verdicts.append(
                Verdict(
                    direction: all ? (sum > 0 ? .long : .short) : .flat, outcome: outcome, agreeing: agreeing, available: agreeing,
                    probability: Score(0.6 + 0.3 * random.uniform()), confidence: Score(0.5 + 0.4 * random.uniform())))
        }
        return VoteSeries(
            instrument: prices.instrument, timeframe: timeframe, openTimes: prices.candles.openTime, heads: heads, votes: columns,
            verdicts: verdicts,
            regimes: prices.candles.openTime.indices.map { index in
                index < 48
                    ? .unknown
                    : RegimeState(
                        Regime.allCases[index / 100 % 6], raw: .choppy, confidence: .half, stability: .one, duration: index % 100 + 1)
            })
    }

    private func makeTrades(_ listed: [Instrument], _ prices: [PriceSeries], _ votes: [VoteSeries]) -> [TradeRow] {
        var random = SplitMix64(seed: seed &* 31)
        var rows: [TradeRow] = []
        for number in 0..<trades where candles > 200 {
            let which = number % max(1, instruments)
            let room = (candles - 150) / max(1, trades)
            let signal = 60 + number * room
            let entry = signal + 1
            let exit = entry + 2 + Int(random.next() % UInt64(max(2, min(120, room - 2))))
            let side: Direction = votes[which].votes.first?[signal].direction == .short ? .short : .long
            let column = prices[which].candles
            let instrument = listed[which]
            let entryTicks = instrument.tick.count(column.open[entry]) ?? 1
            let exitPrice = column.open[exit]
            let lots = instrument.lot.floorCount(2_000 / column.open[entry]) ?? 1
            let moved = (instrument.tick.count(exitPrice) ?? 1) - entryTicks
            let gross = instrument.notional(ticks: moved * side.sign, lots: lots)
            let fees = Cash(units: instrument.notional(ticks: entryTicks, lots: lots).units / 500)
            let risk = instrument.notional(ticks: entryTicks / 50, lots: lots)
            let trade = Trade(
                number: number, instrument: which, direction: side,
                signalTime: Timestamp(milliseconds: column.openTime[signal] + timeframe.milliseconds),
                entryTime: Timestamp(milliseconds: column.openTime[entry]), exitTime: Timestamp(milliseconds: column.openTime[exit]),
                entryTicks: entryTicks, lots: lots, exitPrice: exitPrice, stopTicks: entryTicks - side.sign * entryTicks / 50,
                grossProfit: gross, fees: fees, slippage: Cash(units: fees.units / 3), initialRisk: risk,
                maximumAdverseExcursion: Cash(units: -risk.units / 2), maximumFavourableExcursion: Cash(units: max(0, gross.units)),
                exitReason: gross.units < 0 ? .stop : number % 3 == 0 ? .target1 : .trailing, probability: Score(0.7),
                confidence: Score(0.6 + 0.3 * random.uniform()), agreeing: HeadSet(heads.first ?? .technical))
            rows.append(
                TradeRow(
                    trade, of: instrument, profitShare: trade.netProfit.value / 10_000,
                    riskMultiple: risk.units > 0 ? trade.netProfit.value / risk.value : nil,
                    votes: heads.enumerated().map { HeadVote($0.element, votes[which].votes[$0.offset][signal]) }))
        }
        return rows
    }

    private func makeEquity(_ prices: [PriceSeries], _ rows: [TradeRow]) -> EquitySeries {
        guard let column = prices.first?.candles, !column.isEmpty else { return .empty }
        var times: [Int64] = []
        var equity: [Cash] = []
        var hold: [Cash] = []
        var drawdown: [Double] = []
        var closed = Cash(units: 1_000_000_000_000)
        var next = 0
        var peak = closed.value
        let lots = 10_000 / column.open[0]
        for index in 0..<column.count {
            let time = column.openTime[index] + timeframe.milliseconds
            while next < rows.count, rows[next].trade.exitTime.milliseconds < time {
                closed += rows[next].trade.netProfit
                next += 1
            }
            var now = closed
            if next < rows.count, rows[next].trade.entryTime.milliseconds < time {
                let row = rows[next]
                let ticks = row.instrument.tick.count(prices[row.trade.instrument].candles.close[index]) ?? 1
                now += row.instrument.notional(ticks: (ticks - row.trade.entryTicks) * row.trade.direction.sign, lots: row.trade.lots)
            }
            peak = max(peak, now.value)
            times.append(time)
            equity.append(now)
            hold.append(Cash(column.close[index] * lots) ?? .zero)
            drawdown.append(1 - now.value / peak)
        }
        return EquitySeries(times: times, equity: equity, benchmark: hold, drawdown: drawdown)
    }
}
