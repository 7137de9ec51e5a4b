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
    private var desk: SignalDesk
    private var cursors: [Cursor]

    init(market: Market, decisions: [DecisionColumns], strategy: StrategySpecification, timeframe: Timeframe) {
        self.market = market
        self.decisions = decisions
        desk = SignalDesk(strategy, timeframe: timeframe, instruments: market.series.count)
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
    mutating func settle(into signals: inout [Signal]) { desk.settle(into: &signals) }

    private mutating func consider(_ member: SliceSchedule.Member, closeTime: Int64, engine: inout Engine) {
        let instrument = member.instrument
        let columns = decisions[instrument]
        while cursors[instrument].upcoming == Int32(truncatingIfNeeded: member.candle) {
            let position = cursors[instrument].next
            let row = Int(cursors[instrument].decisions[position])
            cursors[instrument].next = position + 1
            cursors[instrument].upcoming =
                position + 1 < cursors[instrument].candles.count ? cursors[instrument].candles[position + 1] : .max
            let candles = columns.candles.isEmpty ? market.series[instrument].candles : columns.candles
            desk.consider(
                DecisionRow(columns, at: row), instrument: instrument, time: Timestamp(milliseconds: closeTime), close: candles.close[row],
                engine: &engine)
        }
    }

    var tallies: [NamedTally] { desk.tallies }

    var admitted: Int? { desk.planner.gate.admitted }
}
