import PulseCore

/// The value of an account over time: marked to market, costs and open profit included, at any ascending instants.
///
/// The first point is the initial capital. Between two points, and over gaps, the account is worth what the last point said.
public struct EquityCurve: Hashable, Sendable {
    /// Milliseconds since the epoch, strictly ascending.
    public let times: [Int64]
    /// In quote currency, as many as `times`; the first one is positive.
    public let values: [Double]

    /// Throws `badData` with the position of the first fault: no points, unequal lengths, times that do not ascend or are implausible, values that are
    /// not finite, an initial value that is not positive.
    public init(times: [Int64], values: [Double]) throws(PulseError) {
        guard times.count == values.count else {
            throw PulseError(.badData, "an equity curve needs one value for each time, not \(values.count) for \(times.count)")
        }
        guard let first = times.first, let initial = values.first else { throw PulseError(.badData, "the equity curve is empty") }
        guard initial > 0 else { throw PulseError(.badData, "the equity curve starts at \(initial), which is not positive") }
        guard first >= Timestamp.plausible.from.milliseconds, times[times.count - 1] < Timestamp.plausible.to.milliseconds else {
            throw PulseError(.badData, "the equity curve has times outside 1970 to 2100", hint: "times are milliseconds since 1970")
        }
        for index in times.indices {
            guard values[index].isFinite else { throw PulseError(.badData, "point \(index) of the equity curve is not a finite number") }
            guard index == 0 || times[index] > times[index - 1] else {
                throw PulseError(.badData, "point \(index) of the equity curve is not later than the one before it")
            }
        }
        self.times = times
        self.values = values
    }

    public var count: Int { times.count }
    public var initial: Double { values[0] }
    public var final: Double { values[values.count - 1] }
    public var start: Timestamp { Timestamp(milliseconds: times[0]) }
    public var end: Timestamp { Timestamp(milliseconds: times[times.count - 1]) }
    /// Length in milliseconds.
    public var milliseconds: Int64 { times[times.count - 1] - times[0] }
    /// Net profit, E_T - E_0.
    public var profit: Double { final - initial }

    /// The value at each of some ascending instants: that of the last point at or before it. No instant may lie before the first point.
    public func values(asOf instants: [Int64]) -> [Double] {
        var position = 0
        return instants.map { instant in
            precondition(instant >= times[0], "nothing is known before the first point")
            while position + 1 < times.count, times[position + 1] <= instant { position += 1 }
            return values[position]
        }
    }

    /// Drawdown at each point: `1 - E_t / max(E_0...E_t)`, 0 at a peak.
    public func drawdowns() -> [Double] {
        var peak = values[0]
        return values.map { value in
            if value >= peak { peak = value }
            return 1 - value / peak
        }
    }
}
