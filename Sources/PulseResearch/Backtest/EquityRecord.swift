import PulseCore
import PulseEngine

/// Equity, and if asked for exposure, after every slice. Rows rather than columns of exposure: the loop that writes them then looks after fewer arrays.
struct EquityRecord: Sendable {
    /// How much of a simulation is kept.
    enum Detail: Sendable {
        /// The end alone.
        case nothing
        /// Equity after every slice.
        case equity
        /// Equity and time at the last slice before each midnight (UTC), where it has changed, and at the end: the same daily equity. With it, a
        /// simulation passes over slices in which positions are held and nothing happens to them.
        case days
        /// Equity and time where equity has changed, and at the end: the same curve in fewer points.
        case changes
        /// Time and exposure as well: what reports need.
        case everything
    }

    /// One slice; money in 1e-8 of the quote currency.
    struct Row: Sendable {
        /// Close time of the slice in milliseconds.
        var time: Int64
        /// Value of all positions, long and short alike.
        var grossExposure: Int64
        /// Value of long positions less that of short ones.
        var netExposure: Int64
    }

    let detail: Detail
    /// Open time of the first slice in milliseconds; nil where there is none.
    var start: Int64?
    /// In 1e-8 of the quote currency.
    private(set) var equity: [Int64] = []
    private(set) var rows: [Row] = []
    /// The midnight up to which the last row may still be replaced.
    private var midnight = Int64.min

    init(_ detail: Detail, capacity: Int) {
        self.detail = detail
        if detail != .nothing, detail != .days { equity.reserveCapacity(capacity) }
        if detail == .everything { rows.reserveCapacity(capacity) }
    }

    @inline(__always)
    mutating func append(closeTime: Int64, _ portfolio: Portfolio) {
        guard detail != .nothing else { return }
        if detail == .days { return appendDay(closeTime, portfolio) }
        if detail == .changes, portfolio.equity.units == equity.last { return }
        equity.append(portfolio.equity.units)
        guard detail == .everything || detail == .changes else { return }
        rows.append(Row(time: closeTime, grossExposure: portfolio.grossExposure.units, netExposure: portfolio.netExposure.units))
    }

    private mutating func appendDay(_ closeTime: Int64, _ portfolio: Portfolio) {
        let units = portfolio.equity.units
        if units == equity.last { return }
        let row = Row(time: closeTime, grossExposure: portfolio.grossExposure.units, netExposure: portfolio.netExposure.units)
        if closeTime <= midnight {
            equity[equity.count - 1] = units
            rows[rows.count - 1] = row
        } else {
            midnight = Self.midnight(atOrAfter: closeTime)
            equity.append(units)
            rows.append(row)
        }
    }

    /// The end of the day that a slice belongs to: one that closes at midnight belongs to the day that ends there.
    static func midnight(atOrAfter closeTime: Int64) -> Int64 {
        (closeTime - 1).floored(toMultipleOf: Timestamp.day) + Timestamp.day
    }

    /// Slices that were passed over: equity stood still, and nothing was held.
    mutating func pass(_ openTimes: some RandomAccessCollection<Int64>, length: Int64, _ portfolio: Portfolio) {
        guard detail == .equity || detail == .everything else { return }
        equity.append(contentsOf: repeatElement(portfolio.equity.units, count: openTimes.count))
        guard detail == .everything else { return }
        rows.append(contentsOf: openTimes.lazy.map { Row(time: $0 + length, grossExposure: 0, netExposure: 0) })
    }

    /// The end of the run, where the last change came before it.
    mutating func finish(closeTime: Int64, _ portfolio: Portfolio) {
        guard detail == .changes || detail == .days, rows.last.map({ $0.time < closeTime }) ?? true else { return }
        equity.append(portfolio.equity.units)
        rows.append(Row(time: closeTime, grossExposure: portfolio.grossExposure.units, netExposure: portfolio.netExposure.units))
    }
}
