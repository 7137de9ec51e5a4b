import PulseCore
import PulseStrategy

/// Predicted beside realised shares, by raw probability.
public enum ReliabilityTable {
    /// One judged outcome.
    public struct Entry: Hashable, Sendable {
        public let raw: Score
        public let calibrated: Score
        public let isHit: Bool

        public init(raw: Score, calibrated: Score, isHit: Bool) {
            self.raw = raw
            self.calibrated = calibrated
            self.isHit = isHit
        }
    }

    /// Bins of about equally many outcomes, ascending by raw probability; equal ones are never parted, so that there may be fewer than
    /// asked for.
    public static func bins(_ entries: [Entry], count: Int = 10) -> [CalibrationQuality.Bin] {
        precondition(count > 0, "there is a bin")
        let sorted = entries.sorted { $0.raw < $1.raw }
        var result: [CalibrationQuality.Bin] = []
        var start = 0
        while start < sorted.count {
            // What is left, in as many bins as are left.
            let left = max(1, count - result.count)
            var end = min(sorted.count, start + (sorted.count - start + left - 1) / left)
            while end < sorted.count, sorted[end].raw == sorted[end - 1].raw { end += 1 }
            result.append(bin(sorted[start..<end]))
            start = end
        }
        return result
    }

    private static func bin(_ entries: ArraySlice<Entry>) -> CalibrationQuality.Bin {
        let count = Double(entries.count)
        let hits = entries.count { $0.isHit }
        let interval = wilson(hits: hits, of: entries.count)
        return CalibrationQuality.Bin(
            from: entries.first?.raw.value ?? 0, to: entries.last?.raw.value ?? 0, outcomes: entries.count,
            raw: entries.reduce(0) { $0 + $1.raw.value } / count, calibrated: entries.reduce(0) { $0 + $1.calibrated.value } / count,
            realised: Double(hits) / count, lower: interval.lower, upper: interval.upper)
    }

    /// The 95 % interval of a share (Wilson 1927), as if outcomes were independent: those of neighbouring candles are not, and the truth is
    /// wider.
    public static func wilson(hits: Int, of count: Int) -> (lower: Double, upper: Double) {
        precondition(count > 0 && (0...count).contains(hits), "a share of something")
        let z = 1.959_963_984_540_054
        let n = Double(count)
        let share = Double(hits) / n
        let scale = 1 + z * z / n
        let centre = (share + z * z / (2 * n)) / scale
        let half = z * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot() / scale
        return (max(0, centre - half), min(1, centre + half))
    }
}
