import PulseCore
import PulseEngine
import PulseStrategy

/// Signals from the verdicts of pipelines, through the planner and its gates.
struct StrategySignals: SignalSource {
    /// The verdicts of one instrument that take a side: few, so that the loop over all candles looks at nothing else.
    private struct Cursor {
        /// Positions in the instrument's decisions.
        var decisions: [Int32] = []
        /// Base candle at whose close each became known.
        var candles: [Int32] = []
        var next = 0
        /// Base candle of the next one.
        var upcoming = Int32.max
    }

    private let market: Market
    private let decisions: [DecisionColumns]
    private(set) var planner: SignalPlanner
    private var cursors: [Cursor]
    /// Whether a verdict of the slice is waiting for its end.
    private var isUnsettled = false

    init(market: Market, decisions: [DecisionColumns], strategy: StrategySpecification, timeframe: Timeframe) {
        self.market = market
        self.decisions = decisions
        planner = SignalPlanner(strategy, timeframe: timeframe, instruments: market.series.count)
        cursors = zip(decisions, market.starts).map { columns, start in
            var cursor = Cursor()
            let first = columns.firstDecision(atOrAfter: start)
            for index in first..<columns.count where columns.verdicts[index].direction != .flat {
                cursor.decisions.append(Int32(index))
                cursor.candles.append(columns.completedAt[index])
            }
            cursor.upcoming = cursor.candles.first ?? .max
            return cursor
        }
    }

    @inline(__always)
    mutating func decide(_ member: SliceSchedule.Member, closeTime: Int64, engine: inout Engine, into signals: inout [Signal]) {
        if cursors[member.instrument].upcoming == Int32(truncatingIfNeeded: member.candle) {
            consider(member, closeTime: closeTime, engine: &engine)
        }
    }

    @inline(__always)
    func upcoming(_ instrument: Int, engine: inout Engine) -> Int? { Int(cursors[instrument].upcoming) }

    @inline(__always)
    mutating func settle(into signals: inout [Signal]) {
        guard isUnsettled else { return }
        isUnsettled = false
        planner.admit(into: &signals)
    }

    private mutating func consider(_ member: SliceSchedule.Member, closeTime: Int64, engine: inout Engine) {
        if !isUnsettled {
            // Slots that others have left since are free for this slice.
            for instrument in cursors.indices where planner.isActive(instrument) && engine.isIdle(instrument) {
                planner.release(instrument: instrument)
            }
            isUnsettled = true
        }
        let instrument = member.instrument
        let columns = decisions[instrument]
        let holding: SignalPlanner.Holding =
            engine.position(instrument) != nil ? .position : engine.isIdle(instrument) ? .nothing : .waiting
        let riskTaken = engine.riskTaken
        while cursors[instrument].upcoming == Int32(truncatingIfNeeded: member.candle) {
            let position = cursors[instrument].next
            let row = Int(cursors[instrument].decisions[position])
            cursors[instrument].next = position + 1
            cursors[instrument].upcoming =
                position + 1 < cursors[instrument].candles.count ? cursors[instrument].candles[position + 1] : .max
            let candles = columns.candles.isEmpty ? market.series[instrument].candles : columns.candles
            planner.consider(
                DecisionRow(columns, at: row), instrument: instrument, time: Timestamp(milliseconds: closeTime), close: candles.close[row],
                holding: holding, riskTaken: riskTaken)
        }
    }

    /// What the plan and the gates stopped, by reason.
    var tallies: [NamedTally] {
        SignalRejection.allCases.compactMap { planner.gate.count(of: $0) > 0 ? NamedTally($0.name, planner.gate.count(of: $0)) : nil }
    }

    var admitted: Int? { planner.gate.admitted }
}
