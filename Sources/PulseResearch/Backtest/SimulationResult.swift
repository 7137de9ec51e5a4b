import PulseAnalytics
import PulseCore
import PulseEngine

/// What one simulation came to.
public struct SimulationResult: Sendable {
    /// The engine at the end, with everything that it recorded.
    private let engine: Engine
    private let record: EquityRecord
    /// Signals that were sent to the engine.
    public let signals: Int
    /// Those signals, in that order; empty where reports were not asked for.
    public let sent: [Signal]

    init(engine: Engine, record: EquityRecord, signals: Int, sent: [Signal]) {
        self.engine = engine
        self.record = record
        self.signals = signals
        self.sent = sent
    }

    public var configuration: EngineConfiguration { engine.configuration }
    /// Close times of the slices in milliseconds; empty where reports were not asked for.
    public var times: [Int64] { record.rows.map(\.time) }
    /// Equity after each slice, in 1e-8 of the quote currency.
    public var equity: [Int64] { record.equity }
    public var finalEquity: Cash { engine.portfolio.equity }
    public var fills: [Fill] { engine.fills.elements }
    /// Round trips in order of completion.
    public var trades: [Trade] { engine.trades.elements }
    /// The ledger: every movement of money in its order.
    public var movements: [Movement] { engine.ledger.movements.elements }
    public var activity: Activity { engine.activity }
    public var rejections: RejectionCounts { engine.rejections }
    /// What became of signals, in the order in which that was settled.
    public var outcomes: [SignalOutcome] { engine.outcomes.elements }

    /// Canonical bytes of fills and ledger, from which the ledger digest is taken.
    public var ledgerBytes: [UInt8] {
        var bytes: [UInt8] = []
        engine.appendCanonicalBytes(to: &bytes)
        return bytes
    }

    /// Final over initial equity, less 1; for printing beside other scenarios.
    public var totalReturn: Double { finalEquity.value / configuration.initialCash.value - 1 }

    /// The equity curve with the starting cash at the market's first open as its first point.
    public func curve(from market: Market) -> EquityCurve {
        let first = record.start ?? market.range.from.milliseconds
        do {
            return try EquityCurve(
                times: [first] + times, values: [configuration.initialCash.value] + record.equity.map { Cash(units: $0).value })
        } catch {
            preconditionFailure("slices ascend and equity is finite: \(error)")
        }
    }

    /// What trading cost, for the figures.
    var costs: CostTotals {
        CostTotals(
            fees: activity.fees.value, slippage: activity.slippage.value, funding: activity.funding.value,
            tradedNotional: activity.turnover)
    }

    /// Positions at each point of the curve.
    var exposure: ExposureColumns {
        ExposureColumns(
            gross: [0] + record.rows.map { Cash(units: $0.grossExposure).value },
            net: [0] + record.rows.map { Cash(units: $0.netExposure).value })
    }
}
