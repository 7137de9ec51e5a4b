import PulseCore
import PulseEngine
import PulseStrategy

/// Signals from the verdicts of pipelines, through the risk plan and the gate.
struct StrategySignals: SignalSource {
    private let market: Market
    private let decisions: [DecisionColumns]
    private let plan: RiskPlan
    private(set) var gate: SignalGate
    private var next: [Int]
    /// Instruments whose signal is waiting or in the market.
    private var active: Set<Int> = []

    init(market: Market, decisions: [DecisionColumns], strategy: StrategySpecification, timeframe: Timeframe) {
        self.market = market
        self.decisions = decisions
        plan = RiskPlan(strategy.risk, timeframe: timeframe)
        gate = SignalGate(instruments: market.series.count, coolDown: strategy.risk.coolDown)
        next = zip(decisions, market.starts).map { $0.firstDecision(atOrAfter: $1) }
    }

    mutating func decide(_ members: [SliceSchedule.Member], closeTime: Int64, engine: borrowing Engine, into signals: inout [Signal]) {
        for instrument in active.sorted() where engine.isIdle(instrument) {
            gate.release(instrument: instrument)
            active.remove(instrument)
        }
        for member in members {
            let columns = decisions[member.instrument]
            while next[member.instrument] < columns.count, Int(columns.completedAt[next[member.instrument]]) == member.candle {
                let index = next[member.instrument]
                next[member.instrument] += 1
                let verdict = columns.verdicts[index]
                guard verdict.direction != .flat else { continue }
                let close =
                    columns.candles.isEmpty ? market.series[member.instrument].candles.close[index] : columns.candles.close[index]
                let signal = gate.signal { () throws(SignalRejection) -> Signal in
                    try plan.signal(
                        for: verdict, instrument: member.instrument, time: Timestamp(milliseconds: closeTime), close: close,
                        averageTrueRange: columns.averageTrueRange[index], swingLow: columns.swingLow[index],
                        swingHigh: columns.swingHigh[index])
                }
                if let signal {
                    signals.append(signal)
                    active.insert(member.instrument)
                }
            }
        }
    }

    /// What the plan and the gate stopped, by reason.
    var tallies: [NamedTally] {
        SignalRejection.allCases.compactMap { gate.count(of: $0) > 0 ? NamedTally($0.name, gate.count(of: $0)) : nil }
    }
}
