import PulseCore
import PulseEngine
import PulseResearch
import PulseStore
import PulseStrategy

/// A session as a value: events in, outcomes out, nothing else. It has no clock, no file and no socket, so that replaying a journal gives the state that was
/// lost (P7) and the same decisions (P8).
///
/// The pipelines, the desk and the engine are those of a backtest (P1); `SliceDriver` sees to the order of things inside a slice.
public struct SessionCore: Sendable {
    /// One instrument's part.
    private struct Lane: Sendable {
        var pipeline: Pipeline
        var side: SideInputs
        /// Decisions of the candle of the slice that is being collected.
        var columns: DecisionColumns
        /// Candles before the session, which decisions are counted from.
        var warmup: Int
        /// The close of the last candle.
        var lastClose: Timestamp
        /// The last candle, those before the session included; nil where there was none.
        var candle: Candle?
        var hasLeft = false

        /// Votes on the next candle.
        mutating func vote(_ instrument: Int, _ candle: Candle, _ plan: SessionPlan, isWithheld: Bool) -> [SessionOutcome.Decision] {
            let closed = candle.openTime.advanced(byMilliseconds: plan.base.milliseconds)
            precondition(closed > lastClose, "candles of an instrument ascend")
            lastClose = closed
            self.candle = candle
            columns = pipeline.makeColumns()
            let side = side
            CandleColumns(CollectionOfOne(candle)).withBlock { pipeline.advance($0, side: side, into: &columns) }
            return (0..<columns.count).map { row in
                var bytes: [UInt8] = []
                columns.appendCanonicalBytes(row..<row + 1, relativeTo: warmup, to: &bytes)
                return SessionOutcome.Decision(
                    instrument: instrument, time: closed, verdict: columns.verdicts[row], bytes: bytes, isWithheld: isWithheld)
            }
        }
    }

    /// Candles that a pipeline takes at a time: after its warm-up there is never more than one, and a hundred pipelines are kept.
    public static let tile = 16

    public let plan: SessionPlan
    public private(set) var instruments: [Instrument]
    private var lanes: [Lane] = []
    private var driver: SliceDriver
    /// Instruments whose candle of the slice that is being collected has come, ascending.
    private var members: [Int] = []
    /// Records that were reported, by number.
    private var reportedFills = 0
    private var reportedMovements = 0
    /// Signals that were sent to the venue.
    public private(set) var sentSignals = 0
    /// The last of these, and what became of them.
    public private(set) var recentSignals = RecentSignals()
    /// Candles that were taken, late ones included.
    public private(set) var candleCount = 0
    /// Slices that were decided on.
    public private(set) var sliceCount = 0
    /// The highest equity at the close of a slice, or at the start, and the largest fall from such a height, as a fraction of it.
    public private(set) var peakEquity: Cash
    public private(set) var maximumDrawdown = 0.0
    /// Open time of the last slice; nil before the first.
    public private(set) var lastSlice: Timestamp?

    /// Warms the pipelines up. `progress` is told of candles that are done.
    ///
    /// Throws `configuration` where the strategy's settings make no venue, or its timeframe cannot be built from the base candles.
    public init(_ plan: SessionPlan, instruments: [SessionInstrument], progress: (Int) -> Void = { _ in }) throws(PulseError) {
        self.plan = plan
        self.instruments = instruments.map(\.instrument)
        var configuration = try EngineConfiguration(plan.strategy)
        configuration.scenario = .expected
        peakEquity = configuration.initialCash
        driver = try SliceDriver(
            plan.strategy, instruments: self.instruments, configuration: configuration, base: plan.base, timeframe: plan.timeframe,
            pace: plan.pace)
        for one in instruments { lanes.append(try Self.lane(plan, one, progress)) }
    }

    private static func lane(
        _ plan: SessionPlan, _ one: SessionInstrument, _ progress: (Int) -> Void
    ) throws(PulseError) -> Lane {
        guard var pipeline = Pipeline(plan.strategy, base: plan.base, timeframe: plan.timeframe, tile: tile) else {
            throw PulseError(.configuration, "candles of \(plan.timeframe) cannot be built from candles of \(plan.base)")
        }
        var columns = pipeline.makeColumns()
        var position = 0
        while position < one.warmup.count {
            let end = min(position + 16_384, one.warmup.count)
            one.warmup.withBlock(position..<end) { pipeline.advance($0, side: one.side, into: &columns) }
            columns = pipeline.makeColumns()
            progress(end - position)
            position = end
        }
        let last = one.warmup.openTime.last.map { Timestamp(milliseconds: $0 + plan.base.milliseconds) }
        return Lane(
            pipeline: pipeline, side: one.side, columns: columns, warmup: one.warmup.count,
            lastClose: last ?? Timestamp(milliseconds: 0), candle: one.warmup.isEmpty ? nil : one.warmup[one.warmup.count - 1])
    }

    /// The account and the positions.
    public var engine: Engine { driver.engine }

    /// Fills and ledger, of which the digest is taken; as `SimulationResult.ledgerBytes`.
    public var ledgerBytes: [UInt8] {
        var bytes: [UInt8] = []
        driver.engine.appendCanonicalBytes(to: &bytes)
        return bytes
    }

    /// The fall from the highest equity, as a fraction of it.
    public var drawdown: Double { peakEquity > .zero ? max(0, 1 - engine.portfolio.equity.value / peakEquity.value) : 0 }

    /// The last candle of an instrument, those that it was warmed up with included.
    public func lastCandle(_ instrument: Int) -> Candle? { lanes[instrument].candle }

    /// When an observation that is told of now may count as known: not before what was decided already, and not before what was told of earlier.
    func knownTime(_ known: Timestamp, _ kind: SideKind, instrument: Int) -> Timestamp {
        let last = lanes[instrument].side[kind].points.last.map { Timestamp(milliseconds: $0.knownAt) } ?? known
        return max(known, last, lanes[instrument].lastClose.advanced(byMilliseconds: 1))
    }

    /// Brings what the next votes on some instruments read into the processors' caches: a copy of each pipeline votes on a candle like its last one, and is
    /// thrown away. Nothing that is decided depends on it.
    ///
    /// A pipeline's state is hundreds of KiB in a thousand pieces. After a minute of messages, and of whatever else the machine does, a vote finds them in
    /// memory, one after another, and its own code too.
    package func prime(_ instruments: Range<Int>, on pool: WorkerPool) {
        let plan = plan
        lanes.withUnsafeBufferPointer { lanes in
            nonisolated(unsafe) let lanes = lanes
            pool.perform(instruments.count) { index in
                var lane = lanes[instruments.lowerBound + index]
                guard !lane.hasLeft, var candle = lane.candle else { return }
                candle.openTime = lane.lastClose
                _ = lane.vote(instruments.lowerBound + index, candle, plan, isWithheld: true)
            }
        }
    }

    /// Takes the first of some events, or as many candles as they begin with: their pipelines vote side by side, since no pipeline sees another. Returns an
    /// outcome for each that was taken.
    ///
    /// Adds an instrument with `join(_:)` instead, since that needs its candles. The number of threads changes nothing but the time (P6).
    package mutating func process(_ events: ArraySlice<SessionEvent>, on pool: WorkerPool) -> [SessionOutcome] {
        let work = events.prefix { if case .candle = $0 { true } else { false } }.compactMap {
            event -> (instrument: Int, candle: Candle)? in
            if case .candle(let instrument, let candle) = event { (instrument, candle) } else { nil }
        }
        guard work.count > 1 else { return events.first.map { [process($0)] } ?? [] }
        for (instrument, _) in work { take(instrument) }
        var outcomes = [SessionOutcome](repeating: SessionOutcome(), count: work.count)
        let plan = plan
        lanes.withUnsafeMutableBufferPointer { lanes in
            outcomes.withUnsafeMutableBufferPointer { outcomes in
                // Each instrument has one candle in a slice, so that no two threads meet in a lane.
                nonisolated(unsafe) let (lanes, outcomes) = (lanes, outcomes)
                pool.perform(work.count) { index in
                    let (instrument, candle) = work[index]
                    outcomes[index].decisions = lanes[instrument].vote(instrument, candle, plan, isWithheld: lanes[instrument].hasLeft)
                }
            }
        }
        return outcomes
    }

    /// Takes one event; see `process(_:on:)` of several.
    public mutating func process(_ event: SessionEvent) -> SessionOutcome {
        var outcome = SessionOutcome()
        switch event {
        case .candle(let instrument, let candle):
            take(instrument)
            outcome.decisions = lanes[instrument].vote(instrument, candle, plan, isWithheld: lanes[instrument].hasLeft)
        case .slice(let openTime): close(openTime, into: &outcome)
        case .blocked(let instrument, _): driver.setBehind(true, instrument: instrument)
        case .late(let instrument, let candle):
            candleCount += 1
            outcome.decisions = lanes[instrument].vote(instrument, candle, plan, isWithheld: true)
            driver.late(MarketCandle(candle, closeTime: lanes[instrument].lastClose), instrument: instrument)
            lanes[instrument].columns = lanes[instrument].pipeline.makeColumns()
            report(into: &outcome)
        case .unblocked(let instrument): driver.setBehind(false, instrument: instrument)
        case .funding(let instrument, let settlement): driver.add(settlement, instrument: instrument)
        case .side(let instrument, let kind, let observation):
            for lane in instrument.map({ $0...$0 }) ?? 0...(lanes.count - 1) { lanes[lane].side[kind].append(observation.point) }
        case .left(let instrument):
            lanes[instrument].hasLeft = true
            driver.forget(instrument)
        case .returned(let instrument): lanes[instrument].hasLeft = false
        case .joined: preconditionFailure("an instrument that joins comes with its candles")
        case .absent, .resumed, .stopped, .revised, .note: break
        }
        return outcome
    }

    /// A candle of the slice that is being collected has come.
    private mutating func take(_ instrument: Int) {
        let place = members.firstIndex { $0 >= instrument } ?? members.count
        precondition(place == members.count || members[place] != instrument, "an instrument has one candle in a slice")
        members.insert(instrument, at: place)
        candleCount += 1
    }

    /// Adds an instrument behind those that there are.
    public mutating func join(_ one: SessionInstrument) throws(PulseError) {
        let lane = try Self.lane(plan, one) { _ in }
        try driver.add(one.instrument)
        instruments.append(one.instrument)
        lanes.append(lane)
    }

    /// Decides on the slice that was collected.
    private mutating func close(_ openTime: Timestamp, into outcome: inout SessionOutcome) {
        let slice = members.map { instrument in
            let lane = lanes[instrument]
            guard let candle = lane.candle else { preconditionFailure("a member has its candle") }
            var decisions: [(row: DecisionRow, close: Double)] = []
            if !lane.hasLeft {
                for row in 0..<lane.columns.count {
                    let close = lane.columns.candles.isEmpty ? candle.close : lane.columns.candles.close[row]
                    decisions.append((DecisionRow(lane.columns, at: row), close))
                }
            }
            return SliceDriver.Member(
                instrument: instrument, candle: MarketCandle(candle, closeTime: lane.lastClose), decisions: decisions)
        }
        members.removeAll(keepingCapacity: true)
        outcome.firstSignal = sentSignals
        outcome.signals = driver.close(openTime: openTime, members: slice)
        sentSignals += outcome.signals.count
        recentSignals.add(outcome.signals, first: outcome.firstSignal)
        sliceCount += 1
        lastSlice = openTime
        let portfolio = driver.engine.portfolio
        peakEquity = max(peakEquity, portfolio.equity)
        maximumDrawdown = max(maximumDrawdown, drawdown)
        outcome.equity = SessionOutcome.Equity(
            time: openTime.advanced(byMilliseconds: plan.base.milliseconds), equity: portfolio.equity, cash: portfolio.cash,
            grossExposure: portfolio.grossExposure, netExposure: portfolio.netExposure)
        report(into: &outcome)
    }

    /// What the engine recorded since the last report.
    private mutating func report(into outcome: inout SessionOutcome) {
        outcome.firstFill = reportedFills
        outcome.firstMovement = reportedMovements
        outcome.fills = Array(driver.engine.fills.elements[reportedFills...])
        outcome.movements = Array(driver.engine.ledger.movements.elements[reportedMovements...])
        reportedFills += outcome.fills.count
        reportedMovements += outcome.movements.count
        recentSignals.take(driver.engine.outcomes, outcome.fills)
    }

    /// Instruments whose candles of the slice that is being collected are there.
    public var collected: [Int] { members }
}
