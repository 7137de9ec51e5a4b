import PulseCore
import PulseEngine

/// Equity and exposure after every slice. Rows rather than columns: the loop that writes them then looks after one array, not four.
struct EquityRecord: Sendable {
    /// One slice; money in 1e-8 of the quote currency.
    struct Row: Sendable {
        /// Close time of the slice in milliseconds.
        var time: Int64
        var equity: Int64
        /// Value of all positions, long and short alike.
        var grossExposure: Int64
        /// Value of long positions less that of short ones.
        var netExposure: Int64
    }

    private(set) var rows: [Row] = []

    init(capacity: Int) {
        rows.reserveCapacity(capacity)
    }

    @inline(__always)
    mutating func append(closeTime: Int64, _ audit: Audit) {
        rows.append(
            Row(
                time: closeTime, equity: audit.equity.units, grossExposure: audit.grossExposure.units,
                netExposure: audit.netExposure.units))
    }
}
