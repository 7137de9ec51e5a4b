import PulseAnalytics
import PulseCore
import PulseEngine

/// What one simulation came to.
public struct SimulationResult: Sendable {
    public let configuration: EngineConfiguration
    /// Close times of the slices in milliseconds; empty where only the end was asked for.
    public private(set) var times: [Int64] = []
    /// Equity after each slice, in 1e-8 of the quote currency.
    public private(set) var equity: [Int64] = []
    /// Value of all positions after each slice, long and short alike, and long less short; in 1e-8 of the quote currency.
    public private(set) var grossExposure: [Int64] = []
    public private(set) var netExposure: [Int64] = []
    public private(set) var finalEquity: Cash
    public private(set) var fills: [Fill] = []
    public private(set) var trades: [Trade] = []
    public private(set) var activity = Activity()
    public private(set) var rejections = RejectionCounts()
    /// Signals that were sent to the engine.
    public internal(set) var signals = 0
    /// Canonical bytes of fills and ledger.
    public private(set) var ledgerBytes: [UInt8] = []

    init(configuration: EngineConfiguration) {
        self.configuration = configuration
        finalEquity = configuration.initialCash
    }

    mutating func reserveCapacity(_ slices: Int) {
        times.reserveCapacity(slices)
        equity.reserveCapacity(slices)
        grossExposure.reserveCapacity(slices)
        netExposure.reserveCapacity(slices)
    }

    @inline(__always)
    mutating func append(closeTime: Int64, _ audit: Audit) {
        times.append(closeTime)
        equity.append(audit.equity.units)
        grossExposure.append(audit.grossExposure.units)
        netExposure.append(audit.netExposure.units)
    }

    mutating func finish(_ engine: borrowing Engine) {
        finalEquity = engine.portfolio.equity
        fills = engine.fills.elements
        trades = engine.trades.elements
        activity = engine.activity
        rejections = engine.rejections
        engine.appendCanonicalBytes(to: &ledgerBytes)
    }

    /// Final over initial equity, less 1; for printing beside other scenarios.
    public var totalReturn: Double { finalEquity.value / configuration.initialCash.value - 1 }
}

extension SimulationResult {
    /// The equity curve with the starting cash at the market's first open as its first point.
    func curve(from market: Market) -> EquityCurve {
        let first = (times.first ?? market.range.from.milliseconds + market.base.milliseconds) - market.base.milliseconds
        do {
            return try EquityCurve(
                times: [first] + times, values: [configuration.initialCash.value] + equity.map { Cash(units: $0).value })
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
            gross: [0] + grossExposure.map { Cash(units: $0).value }, net: [0] + netExposure.map { Cash(units: $0).value })
    }
}
