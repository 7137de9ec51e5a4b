import PulseCore
import PulseEngine

/// Equity and exposure after every slice, in columns.
struct EquityRecord: Sendable {
    /// Close times of the slices in milliseconds.
    private(set) var times: [Int64] = []
    /// In 1e-8 of the quote currency, as the others.
    private(set) var equity: [Int64] = []
    /// Value of all positions, long and short alike.
    private(set) var grossExposure: [Int64] = []
    /// Value of long positions less that of short ones.
    private(set) var netExposure: [Int64] = []

    init(capacity: Int) {
        times.reserveCapacity(capacity)
        equity.reserveCapacity(capacity)
        grossExposure.reserveCapacity(capacity)
        netExposure.reserveCapacity(capacity)
    }

    @inline(__always)
    mutating func append(closeTime: Int64, _ audit: Audit) {
        times.append(closeTime)
        equity.append(audit.equity.units)
        grossExposure.append(audit.grossExposure.units)
        netExposure.append(audit.netExposure.units)
    }
}
