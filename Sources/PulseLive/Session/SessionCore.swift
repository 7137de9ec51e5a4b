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
        var candle: Candle?
        var hasLeft = false
    }

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
    /// Candles that were taken, late ones included.
    public private(set) var candleCount = 0
    /// Slices that were decided on.
    public private(set) var sliceCount = 0
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
        driver = try SliceDriver(
            plan.strategy, instruments: self.instruments, configuration: configuration, base: plan.base, timeframe: plan.timeframe)
        for one in instruments { lanes.append(try Self.lane(plan, one, progress)) }
    }

    private static func lane(
        _ plan: SessionPlan, _ one: SessionInstrument, _ progress: (Int) -> Void
    ) throws(PulseError) -> Lane {
        guard var pipeline = Pipeline(plan.strategy, base: plan.base, timeframe: plan.timeframe) else {
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
            lastClose: last ?? Timestamp(milliseconds: 0))
    }

    /// The account and the positions.
    public var engine: Engine { driver.engine }

    /// The last candle of an instrument since the session's start.
    public func lastCandle(_ instrument: Int) -> Candle? { lanes[instrument].candle }

    /// When an observation that is told of now may count as known: not before what was decided already, of any instrument that it concerns.
    public func knownTime(_ known: Timestamp, instrument: Int?) -> Timestamp {
        let decided = instrument.map { lanes[$0].lastClose } ?? lanes.map(\.lastClose).max() ?? known
        return max(known, decided.advanced(byMilliseconds: 1))
    }

    /// The one way in. Adds an instrument with `join(_:)` instead, since that needs its candles.
    public mutating func process(_ event: SessionEvent) -> SessionOutcome {
        var outcome = SessionOutcome()
        switch event {
        case .candle(let instrument, let candle):
            let place = members.firstIndex { $0 >= instrument } ?? members.count
            precondition(place == members.count || members[place] != instrument, "an instrument has one candle in a slice")
            members.insert(instrument, at: place)
            advance(instrument, candle, into: &outcome, isWithheld: lanes[instrument].hasLeft)
        case .slice(let openTime): close(openTime, into: &outcome)
        case .blocked(let instrument, _): driver.setBehind(true, instrument: instrument)
        case .late(let instrument, let candle):
            advance(instrument, candle, into: &outcome, isWithheld: true)
            driver.late(MarketCandle(candle, closeTime: lanes[instrument].lastClose), instrument: instrument)
            lanes[instrument].columns = lanes[instrument].pipeline.makeColumns()
            report(into: &outcome)
        case .unblocked(let instrument): driver.setBehind(false, instrument: instrument)
        case .funding(let instrument, let settlement): driver.add(settlement, instrument: instrument)
        case .side(let instrument, let kind, let observation):
            for lane in instrument.map({ $0...$0 }) ?? 0...(lanes.count - 1) { lanes[lane].side[kind].append(observation.point) }
        case .left(let instrument): lanes[instrument].hasLeft = true
        case .returned(let instrument): lanes[instrument].hasLeft = false
        case .joined: preconditionFailure("an instrument that joins comes with its candles")
        case .absent, .resumed, .stopped, .revised, .note: break
        }
        return outcome
    }

    /// Adds an instrument behind those that there are.
    public mutating func join(_ one: SessionInstrument) throws(PulseError) {
        let lane = try Self.lane(plan, one) { _ in }
        try driver.add(one.instrument)
        instruments.append(one.instrument)
        lanes.append(lane)
    }

    /// Votes on a candle.
    private mutating func advance(_ instrument: Int, _ candle: Candle, into outcome: inout SessionOutcome, isWithheld: Bool) {
        candleCount += 1
        let closed = candle.openTime.advanced(byMilliseconds: plan.base.milliseconds)
        precondition(closed > lanes[instrument].lastClose, "candles of an instrument ascend")
        lanes[instrument].lastClose = closed
        lanes[instrument].candle = candle
        var columns = lanes[instrument].pipeline.makeColumns()
        let side = lanes[instrument].side
        CandleColumns(CollectionOfOne(candle)).withBlock { lanes[instrument].pipeline.advance($0, side: side, into: &columns) }
        for row in 0..<columns.count {
            var bytes: [UInt8] = []
            columns.appendCanonicalBytes(row..<row + 1, relativeTo: lanes[instrument].warmup, to: &bytes)
            outcome.decisions.append(
                SessionOutcome.Decision(
                    instrument: instrument, time: closed, verdict: columns.verdicts[row], bytes: bytes, isWithheld: isWithheld))
        }
        lanes[instrument].columns = columns
    }

    /// Decides on the slice that was collected.
    private mutating func close(_ openTime: Timestamp, into outcome: inout SessionOutcome) {
        let slice = members.map { instrument in
            let lane = lanes[instrument]
            guard let candle = lane.candle else { preconditionFailure("a member has its candle") }
            var decisions: [(row: DecisionRow, close: Double)] = []
            if !lane.hasLeft {
                for row in 0..<lane.columns.count where lane.columns.verdicts[row].direction != .flat {
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
        sliceCount += 1
        lastSlice = openTime
        let portfolio = driver.engine.portfolio
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
    }

    /// Instruments whose candles of the slice that is being collected are there.
    public var collected: [Int] { members }
}
