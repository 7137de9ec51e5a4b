import PulseCore

/// The perpetual's premium over its index against its last 200 values: a premium far beyond the usual is the leveraged side's hurry.
///
/// One value a candle at most, the latest known at its close: a source of minutes must not squeeze the window into hours for a head that
/// votes on days, nor one of hours be counted once a minute.
package struct PremiumReading: Sendable {
    static let observations = 200
    static let unusual = 2.0

    private var window = ObservationMoments(capacity: observations)
    private var isNew = false
    package private(set) var knownAt = Int64.min / 2
    package private(set) var premium = 0.0
    /// By how many standard deviations it is above the mean of the last 200.
    package private(set) var deviations = 0.0
    /// -1 for a high premium, +1 for a deep discount.
    package private(set) var side = 0

    package init() {}

    package var isReady: Bool { window.count == Self.observations }

    package mutating func take(_ point: SidePoint) {
        guard abs(point.value) <= 1 else { return }
        knownAt = point.knownAt
        premium = point.value
        isNew = true
    }

    /// Ends a candle.
    @inline(__always)
    package mutating func close() {
        if isNew { add() }
    }

    private mutating func add() {
        isNew = false
        window.add(premium)
        guard isReady else { return }
        deviations = window.deviations(of: premium)
        side = deviations > Self.unusual ? -1 : deviations < -Self.unusual ? 1 : 0
    }
}
