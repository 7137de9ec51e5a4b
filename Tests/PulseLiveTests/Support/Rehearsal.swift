import Foundation
import PulseCore
import PulseLive
import PulseResearch
import PulseStore
import PulseStrategy
import PulseTesting

/// A market that a test knows from end to end, and a session that lives through it: frames in virtual time, a history that tells the truth.
struct Rehearsal {
    static let start = Timestamp(milliseconds: 1_704_067_200_000)
    /// Side series reach back so far.
    static let sideStart = start.advanced(byMilliseconds: -30 * Timestamp.day)

    /// What goes wrong, each with its probability per frame.
    struct Faults {
        var seed: UInt64 = 1
        var drop = 0.0
        var duplicate = 0.0
        /// Late by up to `lateness` milliseconds, so that frames overtake one another.
        var delay = 0.0
        var lateness: Int64 = 4_000
        /// A candle that breaks the rules.
        var corrupt = 0.0
        /// The history fails or knows nothing new.
        var refusal = 0.0
        /// Minutes in which an instrument's stream says nothing at all, and the first of them.
        var outage: (instrument: Int, from: Int, minutes: Int)?
        /// Candles that the venue does not have, as minutes of instrument 0, or of all.
        var absent: Set<Int> = []
        /// The first closed candle of each stream is far from the truth, and breaks no rule.
        var isFirstWild = false
        /// Side series are refused, or published so much later than their schedule says, in milliseconds.
        var sideIsDown = false
        var sideLag: Int64 = 0
        /// The first requests for side series that a process makes are refused, and all in some minutes.
        var sideRefusals = 0
        var sideOutage: Range<Int>?
        /// Minutes after the start in which a best price bears a time so many milliseconds ahead of the truth.
        var lies: [Int: Int64] = [:]
        /// No answer at all while the outage lasts, so that slices go on without the instrument.
        var historyIsDownInOutage = false
    }

    struct Frame {
        var arrival: Int64
        var instrument: Int
        var event: FeedEvent
    }

    var instruments: [Instrument]
    /// Warm-up and live part.
    let candles: [CandleColumns]
    let warmup: Int
    var strategy: StrategySpecification
    var faults = Faults()
    var pace = RoundSchedule.Pace.candleClose
    /// Changes of the universe: minutes after the start, and who is wanted from then on.
    var changes: [(minute: Int, wanted: [Int])] = []
    /// Candles of a slice that have come when a change is told of; 0 for at once.
    var changesAfter = 0
    /// Minutes of an instrument that joins which are over when the session hears of it.
    var joinsAfter = 0
    /// Instruments that the session starts with; others join.
    var starting: Int
    let funding: [[FundingSettlement]]

    /// The live part's trades, where streams bring these.
    let trades: [[MarketTrade]]?

    init(
        instruments count: Int = 3, warmup: Int = 600, minutes: Int = 400, seed: UInt64 = 1, absent: Set<Int> = [],
        isAbsentForAll: Bool = false, isTraded: Bool = false
    ) throws {
        self.warmup = warmup
        starting = count
        faults.absent = absent
        let instruments = (0..<count).map { index in
            guard let id = InstrumentID(venue: index == 2 ? "synthetic" : "synthetic-um", symbol: "S\(index)USDT") else {
                preconditionFailure("a plain name")
            }
            return Instrument(
                id: id, market: index == 2 ? .spot : .perpetual, tick: Increment(decimals: 2), lot: Increment(decimals: 5),
                minimumNotional: Cash(units: 500_000_000))
        }
        self.instruments = instruments
        var configuration = SyntheticConfiguration()
        configuration.gapsPerMonth = 0
        let candles = try (0..<count).map { index in
            let all = try SyntheticMarket(seed: seed &* 100 &+ UInt64(index), configuration: configuration)
                .generate(count: warmup + minutes, from: Self.start).columns
            guard index == 0 || isAbsentForAll, !absent.isEmpty else { return all }
            return CandleColumns((0..<all.count).filter { !absent.contains($0 - warmup) }.map { all[$0] })
        }
        if isTraded {
            let traded = candles.enumerated().map { index, all in
                TradedMarket(all, from: warmup, instrument: index, tick: instruments[index].tick, lot: instruments[index].lot)
            }
            self.candles = traded.map(\.candles)
            trades = traded.map(\.trades)
        } else {
            self.candles = candles
            trades = nil
        }
        var strategy = StrategySpecification.standard
        strategy.timeframe = .m5
        strategy.consensus = ConsensusRule(.custom)
        strategy.consensus.quorum = .fixed(2)
        strategy.consensus.confidenceGate = Score(0.55)
        strategy.risk.coolDown.sameInstrument = 10
        strategy.risk.coolDown.sameDirection = 0
        strategy.risk.coolDown.any = 0
        self.strategy = strategy
        // Hourly, so that a short market has some.
        funding = instruments.map { instrument in
            guard instrument.market == .perpetual else { return [] }
            let begin = Self.start.advanced(byMilliseconds: Int64(warmup) * 60_000)
            return (0...(minutes / 60)).map { hour -> FundingSettlement in
                let time = (begin.milliseconds + Int64(hour) * 3_600_000).floored(toMultipleOf: 3_600_000)
                // Two that are unusual, so that the head which reads rates takes a side.
                let rates: [Int: Int64] = [2: 200_000, 4: -200_000]
                let rate = rates[hour] ?? 10_000 - Int64(hour) * 1_000
                return FundingSettlement(time: Timestamp(milliseconds: time), rate: rate, interval: 3_600_000)
            }.filter { $0.time >= begin }
        }
    }

    var from: Timestamp { Self.start.advanced(byMilliseconds: Int64(warmup) * 60_000) }
    var to: Timestamp {
        Timestamp(milliseconds: (candles.map { $0.openTime[$0.count - 1] }.max() ?? 0) + 60_000)
    }

    var plan: SessionPlan { SessionPlan(strategy: strategy, base: .m1, timeframe: .m5, from: from, pace: pace) }

    /// What the venue of a test publishes beside candles.
    static let schedules = [
        SideSchedule(kind: .fundingRate, step: 3_600_000, delay: 0, publication: 30_000, settling: 1),
        SideSchedule(kind: .openInterest, step: 300_000, delay: 300_000, publication: 150_000),
    ]

    /// All observations of a series, by the rule of the series.
    func observations(_ kind: SideKind, _ instrument: Int) -> [SideObservation] {
        guard instruments[instrument].market == .perpetual else { return [] }
        switch kind {
        case .fundingRate:
            return (past(instrument) + funding[instrument]).map {
                SideObservation(
                    eventTime: $0.time, knownAt: $0.time, value: Double($0.rate) / 1e8,
                    weight: Double($0.interval) / Double(FundingSettlement.standardInterval))
            }
        case .openInterest:
            let count = Int((to.milliseconds - Self.start.milliseconds) / 300_000)
            return (0..<count).map { step in
                let time = Self.start.advanced(byMilliseconds: Int64(step) * 300_000)
                let value = 1_000 + 100 * Double((step * (instrument + 3)) % 37)
                return SideObservation(eventTime: time, knownAt: time.advanced(byMilliseconds: 300_000), value: value)
            }
        default: return []
        }
    }

    /// An instrument with what is known of it at a time.
    func joining(_ instrument: Int, at time: Timestamp) -> SessionInstrument {
        let columns = candles[instrument]
        let count = columns.openTime.prefix { $0 < time.milliseconds }.count
        var side = SideInputs()
        for schedule in Self.schedules { side[schedule.kind] = SideSeries(sideBefore(schedule.kind, instrument, time).map(\.point)) }
        return SessionInstrument(instruments[instrument], warmup: columns[0..<count], side: side)
    }

    /// Settlements before the session, hourly: as many as the crypto head needs to judge one.
    private func past(_ instrument: Int) -> [FundingSettlement] {
        (1...200).reversed().map { hours in
            let time = from.milliseconds.floored(toMultipleOf: 3_600_000) - Int64(hours) * 3_600_000
            return FundingSettlement(
                time: Timestamp(milliseconds: time), rate: 8_000 + Int64((hours * (instrument + 2)) % 17) * 500, interval: 3_600_000)
        }.filter { $0.time < from }
    }

    /// What the store has beside the candles of an instrument that joins then.
    func sideBefore(_ kind: SideKind, _ instrument: Int, _ time: Timestamp) -> [SideObservation] {
        observations(kind, instrument).filter { $0.knownAt <= time }
    }

    /// The whole market for a backtest, with what was known beside the candles when a session in time knows it.
    var market: Market {
        Market(
            base: .m1, range: TimeRange(from: from, to: to),
            series: instruments.indices.map { index in
                var side = SideInputs()
                for schedule in Self.schedules {
                    side[schedule.kind] = SideSeries(
                        observations(schedule.kind, index).map { observation in
                            var observation = observation
                            if observation.knownAt > from { observation.knownAt = schedule.known(observation) }
                            return observation.point
                        })
                }
                return Market.Series(
                    instrument: instruments[index], candles: candles[index], side: side, funding: FundingSchedule(.series, funding[index]))
            })
    }

    /// The stream's frames in the order of their arrival: its trades, or a forming candle in each minute, and the closed one up to two seconds after its end.
    func frames() -> [Frame] {
        var random = SplitMix64(seed: faults.seed)
        let frames = (trades.map { tradeFrames($0, &random) } ?? candleFrames(&random)) + lyingFrames
        return frames.enumerated().sorted { ($0.element.arrival, $0.offset) < ($1.element.arrival, $1.offset) }.map(\.element)
    }

    private var lyingFrames: [Frame] {
        faults.lies.sorted { $0.key < $1.key }.map { minute, ahead in
            let arrival = from.milliseconds + Int64(minute) * 60_000 + 10_000
            let quote = BestQuote(
                instrument: 0, updateID: Int64(minute), bid: 1, bidQuantity: 1, ask: 2, askQuantity: 1,
                eventTime: Timestamp(milliseconds: arrival + ahead))
            return Frame(arrival: arrival, instrument: 0, event: .quote(quote))
        }
    }

    private func tradeFrames(_ trades: [[MarketTrade]], _ random: inout SplitMix64) -> [Frame] {
        var frames: [Frame] = []
        for trade in trades.joined() where random.uniform() >= faults.drop {
            let delay = random.uniform() < faults.delay ? Int64(random.uniform() * Double(faults.lateness)) : 0
            let frame = Frame(arrival: trade.eventTime.milliseconds + 20 + delay, instrument: trade.instrument, event: .trade(trade))
            frames.append(frame)
            if random.uniform() < faults.duplicate { frames.append(frame) }
        }
        return frames
    }

    private func candleFrames(_ random: inout SplitMix64) -> [Frame] {
        var frames: [Frame] = []
        for instrument in instruments.indices {
            for index in warmup..<candles[instrument].count {
                let candle = candles[instrument][index]
                let minute = Int((candle.openTime.milliseconds - from.milliseconds) / 60_000)
                if let outage = faults.outage, outage.instrument == instrument,
                    (outage.from..<outage.from + outage.minutes).contains(minute)
                {
                    continue
                }
                var forming = candle
                forming.close = candle.open
                frames.append(frame(instrument, forming, isClosed: false, at: candle.openTime.milliseconds + 30_000))
                let closes = candle.openTime.milliseconds + 60_000 + Int64(random.uniform() * 2_000)
                if random.uniform() < faults.drop { continue }
                let delay = random.uniform() < faults.delay ? Int64(random.uniform() * Double(faults.lateness)) : 0
                var sent = candle
                if random.uniform() < faults.corrupt { sent.high = sent.low / 2 }
                if faults.isFirstWild, index == warmup { sent.high *= 10 }
                frames.append(frame(instrument, sent, isClosed: true, at: closes, delay: delay))
                if random.uniform() < faults.duplicate {
                    frames.append(frame(instrument, sent, isClosed: true, at: closes, delay: delay + Int64(random.uniform() * 90_000)))
                }
            }
        }
        return frames
    }

    private func frame(_ instrument: Int, _ candle: Candle, isClosed: Bool, at event: Int64, delay: Int64 = 0) -> Frame {
        Frame(
            arrival: event + 20 + delay, instrument: instrument,
            event: .candle(
                CandleUpdate(
                    instrument: instrument, timeframe: .m1, candle: candle, isClosed: isClosed, eventTime: Timestamp(milliseconds: event))))
    }
}
