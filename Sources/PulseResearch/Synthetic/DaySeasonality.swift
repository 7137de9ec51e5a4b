/// How busy each minute of a week is: the Asian night is quiet, the overlap of Europe and America is not, weekends are thin.
struct DaySeasonality: Sendable {
    /// Volume factor of each of the 10,080 minutes from Thursday 00:00 UTC, on which the epoch fell; their mean is 1.
    let volume: [Double]
    /// Volatility factor of the same minutes; the mean of its square is 1.
    let volatility: [Double]

    /// Relative activity at each full hour, UTC.
    private static let hours = [
        1.05, 0.95, 0.85, 0.80, 0.78, 0.75, 0.76, 0.85, 0.95, 0.95, 0.92, 0.90, 1.00, 1.25, 1.50, 1.55, 1.45, 1.30, 1.15, 1.05, 1.00, 0.95,
        0.92, 1.00,
    ]

    init() {
        var volume: [Double] = []
        for minute in 0..<10_080 {
            let hour = minute / 60 % 24
            let share = Double(minute % 60) / 60
            // Day 0 is a Thursday: days 2 and 3 are the weekend.
            let weekend = (2...3).contains(minute / 1_440) ? 0.65 : 1
            volume.append((Self.hours[hour] * (1 - share) + Self.hours[(hour + 1) % 24] * share) * weekend)
        }
        let mean = volume.reduce(0, +) / Double(volume.count)
        let volatility = volume.map { 0.4 + 0.6 * $0 / mean }
        let square = volatility.reduce(0) { $0 + $1 * $1 } / Double(volatility.count)
        let root = square.squareRoot()
        self.volume = volume.map { $0 / mean }
        self.volatility = volatility.map { $0 / root }
    }
}
