import PulseCore

/// Side series of every kind that wander, jump and fall silent now and then.
enum RandomSide {
    private static let minute: Int64 = 60_000
    private static let hour: Int64 = 3_600_000

    /// Observations from `days` before `start` for `hours` from there on.
    static func inputs(from start: Int64, daysBefore days: Int64 = 40, hours: Int64, seed: UInt64) -> SideInputs {
        var random = SplitMix64(seed: seed)
        let begin = start - days * Timestamp.day
        let end = start + hours * hour
        func noise() -> Double { random.uniform() + random.uniform() + random.uniform() - 1.5 }
        /// Points some time apart, now and then two at once or none for two days.
        func series(every step: Int64, jitter: Int64, _ value: () -> Double) -> SideSeries {
            var points: [SidePoint] = []
            var time = begin
            while time < end {
                let known = time + (jitter > 0 ? Int64(random.next() % UInt64(jitter)) : 0)
                points.append(SidePoint(knownAt: known, value: value(), weight: 0.1 + 0.9 * random.uniform()))
                let draw = random.next() % 300
                time += draw == 0 ? max(step, 2 * Timestamp.day) : draw < 4 ? 0 : step
            }
            return SideSeries(points)
        }
        var inputs = SideInputs()
        inputs[.fundingRate] = series(every: 8 * hour, jitter: 0) { 0.0001 + 0.0004 * noise() * (random.next() % 12 == 0 ? 3 : 0.4) }
        var interest = 1_000.0
        inputs[.openInterest] = series(every: 17 * minute, jitter: 5 * minute) {
            interest *= 1 + 0.01 * noise()
            return interest
        }
        var ratio = 1.5
        inputs[.longShortRatio] = series(every: 30 * minute, jitter: minute) {
            ratio = min(max(ratio + 0.06 * noise() + 0.005 * (1.4 - ratio), 0.3), 4)
            return ratio
        }
        inputs[.premiumIndex] = series(every: 3 * minute, jitter: 3 * minute) { 0.001 * noise() }
        inputs[.fearGreed] = series(every: Timestamp.day, jitter: 0) { (random.uniform() * 100).rounded() }
        var mood = 0.0
        inputs[.sentiment] = series(every: 45 * minute, jitter: 40 * minute) {
            mood = min(max(0.8 * mood + 0.6 * noise(), -0.8), 0.8)
            return min(max(mood + 0.2 * noise(), -1), 1)
        }
        inputs[.altSeason] = series(every: Timestamp.day, jitter: hour) { (random.uniform() * 100).rounded() }
        return inputs
    }
}
