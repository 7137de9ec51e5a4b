import PulseCore
import PulseResearch
import PulseStore
import PulseStrategy

/// A session's journal as a backtest needs it: the candles that it had, what it knew beside them, and in which order all of it became known.
struct JournalMarket {
    private(set) var instruments: [Instrument] = []
    private(set) var candles: [CandleColumns] = []
    private(set) var warmups: [Int] = []
    private var side: [SideInputs] = []
    private var funding: [[FundingSettlement]] = []
    private(set) var script = ArrivalScript()
    /// Whether everything came in its place, and was decided on at once: then it is a plain backtest.
    private(set) var isOrderly: Bool
    /// Candles that the session had, by instrument: those of the market without the ones it was warmed up with.
    private(set) var received: [[Candle]] = []
    private(set) var blocks = 0
    private(set) var revisions = 0
    private(set) var resumptions = -1
    /// Candles of instruments that were not of the universe when they came, as counts of received ones.
    private(set) var away: [Int: [Range<Int>]] = [:]
    private var collected: [Int] = []
    private var lastSlice: Timestamp?
    private let plan: SessionPlan

    init(_ plan: SessionPlan) {
        self.plan = plan
        isOrderly = plan.pace == .candleClose
    }

    /// Takes an event; `joined` instruments come with their candles.
    mutating func take(_ event: SessionEvent, _ warm: (Instrument, Timestamp, SessionWarmup) throws -> SessionInstrument) throws {
        switch event {
        case .joined(let instrument, let from, let warmup):
            let one = try warm(instrument, from, warmup)
            if lastSlice != nil || from > plan.from { isOrderly = false }
            instruments.append(instrument)
            candles.append(one.warmup)
            warmups.append(one.warmup.count)
            side.append(one.side)
            funding.append([])
            received.append([])
        case .candle(let instrument, let candle):
            append(candle, instrument)
            collected.append(instrument)
        case .slice(let openTime):
            script.steps.append(.slice(openTime, members: collected.sorted()))
            collected.removeAll(keepingCapacity: true)
            lastSlice = openTime
        case .blocked(let instrument, _):
            isOrderly = false
            blocks += 1
            script.steps.append(.behind(instrument))
        case .late(let instrument, let candle):
            isOrderly = false
            append(candle, instrument)
            script.steps.append(.late(instrument))
        case .unblocked(let instrument): script.steps.append(.caughtUp(instrument))
        case .funding(let instrument, let settlement):
            if let lastSlice, settlement.time < lastSlice.advanced(byMilliseconds: plan.base.milliseconds) { isOrderly = false }
            funding[instrument].append(settlement)
            script.steps.append(.funding(instrument, settlement))
        case .side(let instrument, let kind, let observation):
            for index in instrument.map({ $0...$0 }) ?? 0...(instruments.count - 1) { side[index][kind].append(observation.point) }
        case .left(let instrument):
            isOrderly = false
            script.steps.append(.forgotten(instrument))
            let count = decided(instrument)
            away[instrument, default: []].append(count..<Int.max)
        case .returned(let instrument):
            let count = decided(instrument)
            if let last = away[instrument]?.popLast() { away[instrument]?.append(last.lowerBound..<count) }
        case .revised: revisions += 1
        case .resumed: resumptions += 1
        case .absent, .stopped, .note: break
        }
    }

    /// Candles of an instrument whose slices are over. A session asks who is of the universe when it decides on a slice, so that an instrument whose candle of
    /// it has come already leaves or returns with that candle. (Sessions no longer do either then, but journals have it.)
    private func decided(_ instrument: Int) -> Int { received[instrument].count - (collected.contains(instrument) ? 1 : 0) }

    private mutating func append(_ candle: Candle, _ instrument: Int) {
        candles[instrument].append(candle)
        received[instrument].append(candle)
    }

    /// The market, up to the last slice that was decided on.
    func market() -> Market {
        let end = lastSlice.map { $0.advanced(byMilliseconds: plan.base.milliseconds) } ?? plan.from
        let series = instruments.indices.map { index in
            Market.Series(
                instrument: instruments[index], candles: candles[index], side: side[index],
                funding: FundingSchedule(plan.strategy.venue.funding, funding[index]))
        }
        return Market(base: plan.base, range: TimeRange(from: plan.from, to: end), series: series)
    }
}
