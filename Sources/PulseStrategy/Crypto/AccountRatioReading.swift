import PulseCore

/// Long over short accounts against their last 30 days: where nearly all accounts are on one side, few are left to join it.
///
/// The 30 days are kept as one value an hour, the first of each, so that the window is as long whatever the source's interval.
package struct AccountRatioReading: Sendable {
    /// Hours of 30 days, and of those that must be known before a rank means something (a week).
    static let hours = 720
    static let leastHours = 168
    static let manyLongs = 3.0
    static let manyShorts = 0.5
    private static let hour: Int64 = 3_600_000
    private static let lanes = 4
    /// The hours are compared in that many samples, each spread over the whole window, and the counts looked at after each.
    private static let samples = 20

    /// By hour modulo 720; NaN where there was none. 720 is 180 times four.
    private var ring = [SIMD4<Double>](repeating: SIMD4(repeating: .nan), count: hours / lanes)
    private var lastHour = Int64.min / 2
    /// Of the last 30 days' hours, how many are known.
    package private(set) var known = 0
    package private(set) var knownAt = Int64.min / 2
    /// The latest ratio.
    package private(set) var ratio = 1.0
    private var isRanked = true
    /// -1 where longs are crowded, +1 where shorts are; up to date after `rank`.
    package private(set) var side = 0

    package init() {}

    package mutating func take(_ point: SidePoint) {
        guard point.value > 0, point.value < .infinity else { return }
        let hour = point.knownAt.floored(toMultipleOf: Self.hour) / Self.hour
        if hour != lastHour {
            // Hours without a value; after 30 days nothing is left of what was before.
            let missed = min(hour &- lastHour &- 1, Int64(Self.hours))
            for step in 0..<max(0, missed) { set(hour - 1 - step, .nan) }
            set(hour, point.value)
            lastHour = hour
        }
        knownAt = point.knownAt
        ratio = point.value
        isRanked = false
    }

    private mutating func set(_ hour: Int64, _ value: Double) {
        let place = Int(hour - hour.floored(toMultipleOf: Int64(Self.hours)))
        let before = ring[place / Self.lanes][place % Self.lanes]
        known += (before.isNaN ? 0 : -1) + (value.isNaN ? 0 : 1)
        ring[place / Self.lanes][place % Self.lanes] = value
    }

    /// Compares the latest ratio with the 30 days, unless that is done. Called once a candle at most, for all that it brought.
    @inline(__always)
    package mutating func rank() {
        if !isRanked { compare() }
    }

    private mutating func compare() {
        isRanked = true
        var longsCrowd = ratio > Self.manyLongs
        var shortsCrowd = ratio < Self.manyShorts
        if known >= Self.leastHours {
            let (below, above) = counts(enough: known)
            longsCrowd = longsCrowd || 20 * below > 19 * known
            shortsCrowd = shortsCrowd || 20 * above > 19 * known
        }
        // Both: high as such and low for this instrument, or the reverse. That says nothing.
        side = (shortsCrowd ? 1 : 0) - (longsCrowd ? 1 : 0)
    }

    /// How many hours of the last 30 days were below and above the latest ratio.
    package var counts: (below: Int, above: Int) { counts(enough: .max) }

    /// The same, given up when 20 times both have come to `enough`: then the ratio is no extreme on either side.
    private func counts(enough: Int) -> (below: Int, above: Int) {
        let wanted = SIMD4(repeating: ratio)
        var (below, above) = (0, 0)
        ring.withUnsafeBufferPointer { ring in
            var sample = 0
            while sample < Self.samples, min(below, above) < enough / 20 + 1 {
                var (lower, higher) = (SIMD4<Int64>.zero, SIMD4<Int64>.zero)
                var index = sample
                while index < ring.count {
                    lower.replace(with: lower &+ 1, where: ring[index] .< wanted)
                    higher.replace(with: higher &+ 1, where: ring[index] .> wanted)
                    index += Self.samples
                }
                below += Int(lower.wrappedSum())
                above += Int(higher.wrappedSum())
                sample += 1
            }
        }
        return (below, above)
    }
}
