import PulseCore

/// An equity curve at 00:00 UTC of each day, and its returns: what the headline ratios are computed from.
///
/// The instants are all midnights from the first one at or after the first point to the last one at or before the last point; each takes the value of the
/// last point at or before it. So every return spans exactly one calendar day, days without points are zeros, and the hours before the first and after
/// the last midnight belong to no day: they count for total return, CAGR and drawdowns, but not for ratios of daily returns.
public struct DailySeries: Hashable, Sendable {
    /// Midnights in milliseconds since the epoch.
    public let times: [Int64]
    public let values: [Double]
    /// `E_t / E_{t-1} - 1`, one fewer than there are midnights; empty if `fault` is set. Return `i` is that of the day that ends at `times[i + 1]`.
    public let returns: [Double]
    /// Why the returns mean nothing: the equity was not positive at a midnight before the last.
    public let fault: String?

    public init(_ curve: EquityCurve) {
        let day = Timestamp.day
        let first = (curve.times[0] + day - 1).floored(toMultipleOf: day)
        let last = curve.end.startOfDay.milliseconds
        let times: [Int64] = first <= last ? Array(stride(from: first, through: last, by: Int64.Stride(day))) : []
        let values = curve.values(asOf: times)
        self.times = times
        self.values = values
        if let ruin = values.dropLast().firstIndex(where: { $0 <= 0 }) {
            fault = "the equity was not positive on \(Timestamp(milliseconds: times[ruin]).dateDescription)"
            returns = []
        } else {
            fault = nil
            returns = values.indices.dropFirst().map { values[$0] / values[$0 - 1] - 1 }
        }
    }

    /// Milliseconds of the curve before the first and after the last midnight.
    func uncovered(by curve: EquityCurve) -> Int64 {
        guard let first = times.first, let last = times.last else { return curve.milliseconds }
        return first - curve.times[0] + curve.times[curve.count - 1] - last
    }
}
