import PulseCore

/// Funding rates, for eight hours each, against their last 90: whoever pays far more than usual to hold a side is crowded on it.
package struct FundingReading: Sendable {
    static let observations = 90
    static let unusual = 2.0
    /// Rates for eight hours beyond which longs or shorts pay for real. Not symmetric: the venue's default rate of .0001 is paid by longs.
    static let highRate = 0.0003
    static let lowRate = -0.0001
    private static let hour: Int64 = 3_600_000

    private var window = ObservationMoments(capacity: observations)
    /// Hours between the last settlements, where a point does not say so itself.
    private var hours: Int64 = 8
    package private(set) var knownAt = Int64.min / 2
    /// The latest rate, for eight hours.
    package private(set) var rate = 0.0
    /// By how many standard deviations it is above the mean of the last 90.
    package private(set) var deviations = 0.0
    /// -1 where longs are crowded, +1 where shorts are.
    package private(set) var side = 0

    package init() {}

    package var isReady: Bool { window.count == Self.observations }

    /// Takes the next settlement. Its weight is the interval in units of eight hours. 1 is also what a source writes that does not say: then
    /// the interval is the time since the settlement before, where that is a whole number of hours up to eight, else (the first, a gap) the
    /// last such.
    package mutating func take(_ point: SidePoint) {
        guard abs(point.value) <= 1, point.weight > 0, point.weight < .infinity else { return }
        let elapsed = (point.knownAt &- knownAt &+ Self.hour / 2) / Self.hour
        if (1...8).contains(elapsed) { hours = elapsed }
        knownAt = point.knownAt
        rate = point.weight == 1 ? point.value * (8 / Double(hours)) : point.value / point.weight
        window.add(rate)
        guard isReady else { return }
        deviations = window.deviations(of: rate)
        side = 0
        if deviations > Self.unusual, rate > Self.highRate { side = -1 }
        if deviations < -Self.unusual, rate < Self.lowRate { side = 1 }
    }
}
