import PulseCore
import PulseEngine
import PulseStrategy

/// What a trial sends: the signals of `StrategySignals`, with verdicts passed as they are needed.
///
/// A decision is judged only where its verdict could change anything: not where the planner is deaf to it. So there are no counts of what was
/// stopped.
struct TrialSignals: SignalSource {
    private struct Cursor {
        /// First row that is not behind the simulation.
        var next = 0
        /// A row that was judged ahead, and its verdict.
        var judged = -1
        var verdict = Verdict(direction: .flat, outcome: .tooFewHeads)
    }

    private let ballots: [TrialBallots]
    private let judges: [RowJudge]
    private var planner: SignalPlanner
    private var cursors: [Cursor]
    /// Whether a verdict of the slice is waiting for its end.
    private var isUnsettled = false

    init(_ ballots: [TrialBallots], _ strategy: StrategySpecification, timeframe: Timeframe) {
        let consensus = Consensus(strategy.consensus)
        self.ballots = ballots
        judges = ballots.map { RowJudge(consensus, $0.rows) }
        planner = SignalPlanner(strategy, timeframe: timeframe, instruments: ballots.count)
        cursors = ballots.map { Cursor(next: $0.start) }
    }

    private func holding(_ instrument: Int, _ engine: inout Engine) -> SignalPlanner.Holding {
        engine.isHeld(instrument) ? .position : engine.isIdle(instrument) ? .nothing : .waiting
    }

    mutating func upcoming(_ instrument: Int, engine: inout Engine) -> Int? {
        let holding = holding(instrument, &engine)
        let deaf = planner.deafUntil(instrument, holding: holding).milliseconds
        let rows = ballots[instrument]
        var row = rows.first(knownAtOrAfter: deaf, from: cursors[instrument].next)
        // What may happen to a position comes first; the verdict after it can wait.
        if holding == .position { return rows.candle(row) }
        while row < rows.count {
            let verdict = judges[instrument].verdict(row)
            if verdict.direction != .flat {
                cursors[instrument].judged = row
                cursors[instrument].verdict = verdict
                break
            }
            row += 1
        }
        cursors[instrument].next = row
        return rows.candle(row)
    }

    mutating func decide(_ member: SliceSchedule.Member, closeTime: Int64, engine: inout Engine, into signals: inout [Signal]) {
        let instrument = member.instrument
        let rows = ballots[instrument]
        var row = rows.first(atOrAfter: member.candle, from: cursors[instrument].next)
        while rows.candle(row) == member.candle {
            consider(row, instrument, closeTime: closeTime, engine: &engine)
            row += 1
        }
        cursors[instrument].next = row
    }

    private mutating func consider(_ row: Int, _ instrument: Int, closeTime: Int64, engine: inout Engine) {
        let holding = holding(instrument, &engine)
        guard closeTime >= planner.deafUntil(instrument, holding: holding).milliseconds else { return }
        let verdict = cursors[instrument].judged == row ? cursors[instrument].verdict : judges[instrument].verdict(row)
        guard verdict.direction != .flat else { return }
        if !isUnsettled {
            // Slots that others have left since are free for this slice.
            for instrument in cursors.indices where planner.isActive(instrument) && engine.isIdle(instrument) {
                planner.release(instrument: instrument)
            }
            isUnsettled = true
        }
        planner.consider(
            judges[instrument].decision(row, verdict), instrument: instrument, time: Timestamp(milliseconds: closeTime),
            close: ballots[instrument].closes[row], holding: holding, riskTaken: engine.riskTaken)
    }

    mutating func settle(into signals: inout [Signal]) {
        guard isUnsettled else { return }
        isUnsettled = false
        planner.admit(into: &signals)
    }
}
