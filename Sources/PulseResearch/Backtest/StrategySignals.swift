import PulseCore
import PulseEngine
import PulseStrategy

/// Signals from the verdicts of pipelines, through the risk plan and the gate.
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
        /// Whether a signal of the instrument is waiting or in the market.
        var isActive = false
    }

    private let market: Market
    private let decisions: [DecisionColumns]
    private let plan: RiskPlan
    private(set) var gate: SignalGate
    private var cursors: [Cursor]

    init(market: Market, decisions: [DecisionColumns], strategy: StrategySpecification, timeframe: Timeframe) {
        self.market = market
        self.decisions = decisions
        plan = RiskPlan(strategy.risk, timeframe: timeframe)
        gate = SignalGate(instruments: market.series.count, coolDown: strategy.risk.coolDown)
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
    mutating func decide(_ member: SliceSchedule.Member, closeTime: Int64, engine: borrowing Engine, into signals: inout [Signal]) {
        if cursors[member.instrument].upcoming == Int32(truncatingIfNeeded: member.candle) {
            plan(member, closeTime: closeTime, engine: engine, into: &signals)
        }
    }

    private mutating func plan(
        _ member: SliceSchedule.Member, closeTime: Int64, engine: borrowing Engine, into signals: inout [Signal]
    ) {
        let instrument = member.instrument
        if cursors[instrument].isActive, engine.isIdle(instrument) {
            gate.release(instrument: instrument)
            cursors[instrument].isActive = false
        }
        while cursors[instrument].upcoming == Int32(truncatingIfNeeded: member.candle) {
            let position = cursors[instrument].next
            let index = Int(cursors[instrument].decisions[position])
            cursors[instrument].next = position + 1
            cursors[instrument].upcoming =
                position + 1 < cursors[instrument].candles.count ? cursors[instrument].candles[position + 1] : .max
            if let signal = signal(instrument, at: index, closeTime: closeTime) {
                signals.append(signal)
                cursors[instrument].isActive = true
            }
        }
    }

    private mutating func signal(_ instrument: Int, at index: Int, closeTime: Int64) -> Signal? {
        let columns = decisions[instrument]
        let close = columns.candles.isEmpty ? market.series[instrument].candles.close[index] : columns.candles.close[index]
        let plan = plan
        return gate.signal { () throws(SignalRejection) -> Signal in
            try plan.signal(
                for: columns.verdicts[index], instrument: instrument, time: Timestamp(milliseconds: closeTime), close: close,
                averageTrueRange: columns.averageTrueRange[index], swingLow: columns.swingLow[index], swingHigh: columns.swingHigh[index])
        }
    }

    /// What the plan and the gate stopped, by reason.
    var tallies: [NamedTally] {
        SignalRejection.allCases.compactMap { gate.count(of: $0) > 0 ? NamedTally($0.name, gate.count(of: $0)) : nil }
    }
}
