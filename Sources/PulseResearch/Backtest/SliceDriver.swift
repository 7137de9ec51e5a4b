import PulseCore
import PulseEngine
import PulseStrategy

/// Drives one engine slice by slice as candles arrive: what `Simulation` does with a market that is known from end to end, for one that is not.
///
/// Fed with the same slices it gives the same records (`SliceDriverTests`). Beyond a simulation it can leave an instrument behind: while the
/// candles of one are missing, slices are closed without it; when they have come, they are given one by one as late. What happens to an
/// instrument that is behind (fills, exits, funding) waits for its candles, and nothing is decided on them any more.
package struct SliceDriver: Sendable {
    /// A candle of the slice, and what was decided on it.
    package struct Member: Sendable {
        package var instrument: Int
        package var candle: MarketCandle
        /// Decisions that the candle completed, and the closes of their decision candles.
        package var decisions: [(row: DecisionRow, close: Double)]

        package init(instrument: Int, candle: MarketCandle, decisions: [(row: DecisionRow, close: Double)] = []) {
            self.instrument = instrument
            self.candle = candle
            self.decisions = decisions
        }
    }

    private struct Lane: Sendable {
        /// Not paid yet, ascending.
        var settlements: [FundingSettlement] = []
        var last: MarketCandle?
        var isBehind = false
        /// A decision that waits for its round.
        var waiting: (row: DecisionRow, close: Double)?
    }

    package private(set) var engine: Engine
    package private(set) var desk: SignalDesk
    private let length: Int64
    /// Nil where each instrument is evaluated at its candle's close.
    private var schedule: RoundSchedule?
    private var lanes: [Lane]
    /// Time of the earliest settlement that is not paid yet.
    private var nextSettlement = Int64.max

    /// Throws what the engine says of its settings.
    /// - Parameter pace: how many instruments are evaluated when; what is decided is that of the instrument's last decision candle.
    package init(
        _ strategy: StrategySpecification, instruments: [Instrument], configuration: EngineConfiguration, base: Timeframe,
        timeframe: Timeframe, pace: RoundSchedule.Pace = .candleClose
    ) throws(PulseError) {
        engine = try Engine(instruments: instruments, configuration: configuration)
        desk = SignalDesk(strategy, timeframe: timeframe, instruments: instruments.count)
        length = base.milliseconds
        lanes = instruments.map { _ in Lane() }
        if pace != .candleClose { schedule = RoundSchedule(pace, instruments: instruments.count) }
    }

    /// Adds an instrument behind those that there are.
    package mutating func add(_ instrument: Instrument) throws(PulseError) {
        try engine.add(instrument)
        desk.addInstrument()
        lanes.append(Lane())
        schedule?.append()
    }

    /// Takes a settlement, to be paid before what is filled at its time. One that is told of too late is paid before the next slice, by a position
    /// that was open at its instant and still is, at the last close: what was closed meanwhile is accounted for.
    package mutating func add(_ settlement: FundingSettlement, instrument: Int) {
        let place = lanes[instrument].settlements.firstIndex { $0.time > settlement.time } ?? lanes[instrument].settlements.count
        lanes[instrument].settlements.insert(settlement, at: place)
        nextSettlement = min(nextSettlement, settlement.time.milliseconds)
    }

    /// Whether slices are closed without an instrument because its candles are missing.
    package mutating func setBehind(_ isBehind: Bool, instrument: Int) {
        lanes[instrument].isBehind = isBehind
        if isBehind {
            forget(instrument)
        } else if let first = lanes[instrument].settlements.first {
            // What it was not asked for meanwhile, since its candles were missing; where there were none, no late one has paid it.
            nextSettlement = min(nextSettlement, first.time.milliseconds)
        }
    }

    /// Nothing is decided any more on what an instrument waits with.
    package mutating func forget(_ instrument: Int) {
        lanes[instrument].waiting = nil
        schedule?.drop(instrument)
    }

    /// Takes the slice that opens at `openTime`, members in instrument order, and returns the signals that were sent.
    package mutating func close(openTime: Timestamp, members: [Member]) -> [Signal] {
        precondition(zip(members, members.dropFirst()).allSatisfy { $0.instrument < $1.instrument }, "members come in instrument order")
        if nextSettlement <= openTime.milliseconds { settle(through: openTime.milliseconds, members) }
        let closed = openTime.advanced(byMilliseconds: length)
        for member in members { engine.process(.candle(instrument: member.instrument, member.candle)) }
        engine.process(.sliceClosed(closed))
        if nextSettlement < closed.milliseconds { settle(through: closed.milliseconds - 1, members) }
        for member in members { lanes[member.instrument].last = member.candle }
        var signals: [Signal] = []
        for due in evaluated(members, closed) where due.row.verdict.direction != .flat {
            desk.consider(due.row, instrument: due.instrument, time: closed, close: due.close, engine: &engine)
        }
        desk.settle(into: &signals)
        for signal in signals { engine.process(.signal(signal)) }
        return signals
    }

    /// The decisions to be considered at the end of a slice, in instrument order: those that were just made, or those whose round has come by then.
    ///
    /// A decision that waited is considered at the price of now.
    private mutating func evaluated(_ members: [Member], _ closed: Timestamp) -> [(instrument: Int, row: DecisionRow, close: Double)] {
        guard schedule != nil else {
            return members.flatMap { member in member.decisions.map { (member.instrument, $0.row, $0.close) } }
        }
        for member in members {
            guard let last = member.decisions.last else { continue }
            lanes[member.instrument].waiting = last
            schedule?.closed(member.instrument, at: closed)
        }
        var due: [(instrument: Int, row: DecisionRow, close: Double)] = []
        for instrument in (schedule?.rounds(through: closed) ?? []).flatMap(\.instruments).sorted() {
            guard let waiting = lanes[instrument].waiting else { continue }
            lanes[instrument].waiting = nil
            due.append((instrument, waiting.row, lanes[instrument].last?.close ?? waiting.close))
        }
        return due
    }

    /// Takes the next candle of an instrument that is behind.
    package mutating func late(_ candle: MarketCandle, instrument: Int) {
        let member = Member(instrument: instrument, candle: candle)
        settle(instrument, through: candle.openTime.milliseconds, member)
        engine.process(.late(instrument: instrument, candle))
        settle(instrument, through: candle.closeTime.milliseconds - 1, member)
        lanes[instrument].last = candle
    }

    /// Ends the run: open positions are recorded at their marks.
    package mutating func finish() { engine.process(.end) }

    /// Pays what is due by an instant, by time and then by instrument; instruments that are behind wait.
    private mutating func settle(through instant: Int64, _ members: [Member]) {
        var due: [(time: Int64, instrument: Int, settlement: FundingSettlement)] = []
        var next = Int64.max
        for index in lanes.indices {
            var kept = 0
            if !lanes[index].isBehind {
                while kept < lanes[index].settlements.count, lanes[index].settlements[kept].time.milliseconds <= instant {
                    let settlement = lanes[index].settlements[kept]
                    due.append((settlement.time.milliseconds, index, settlement))
                    kept += 1
                }
                lanes[index].settlements.removeFirst(kept)
                if let first = lanes[index].settlements.first { next = min(next, first.time.milliseconds) }
            }
        }
        nextSettlement = next
        due.sort { ($0.time, $0.instrument) < ($1.time, $1.instrument) }
        for entry in due {
            pay(entry.settlement, entry.instrument, members.first { $0.instrument == entry.instrument })
        }
    }

    /// Pays what is due of one instrument.
    private mutating func settle(_ instrument: Int, through instant: Int64, _ member: Member) {
        while let settlement = lanes[instrument].settlements.first, settlement.time.milliseconds <= instant {
            lanes[instrument].settlements.removeFirst()
            pay(settlement, instrument, member)
        }
        nextSettlement = lanes.lazy.compactMap { $0.isBehind ? nil : $0.settlements.first?.time.milliseconds }.min() ?? .max
    }

    /// The mark price is the open of the candle that the instant lies in; where there is none, the last close before it.
    private mutating func pay(_ settlement: FundingSettlement, _ instrument: Int, _ member: Member?) {
        guard let position = engine.position(instrument) else { return }
        var known = lanes[instrument].last
        if let candle = member?.candle, candle.openTime <= settlement.time { known = candle }
        guard let known else { return }
        let isLate = known.openTime > settlement.time
        // What is opened at the instant itself is opened after the settlement, but for fills at the close of the candle before.
        let isMissed = known.openTime >= settlement.time && known.openTime != member?.candle.openTime
        let isAtClose = engine.configuration.fillPolicy == .signalClose
        if isMissed, position.entryTime > settlement.time || position.entryTime == settlement.time && !isAtClose { return }
        engine.process(
            .funding(
                instrument: instrument, time: settlement.time, rate: settlement.rate,
                markPrice: !isLate && settlement.time < known.closeTime ? known.open : known.close))
    }
}
