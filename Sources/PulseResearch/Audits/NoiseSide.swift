import PulseAnalytics
import PulseCore

/// Side series in which there is nothing to find: each of its kind's pace and size, and tied to no candle.
public struct NoiseSide: Sendable {
    /// Before the first candle, so that ranks and means over weeks are warm.
    private static let before = 40 * Timestamp.day

    private let seed: UInt64

    public init(seed: UInt64) {
        self.seed = seed
    }

    /// The series of some kinds, up to `end`; the same for the same arguments, whichever other kinds are asked for.
    public func inputs(_ kinds: [SideKind], from start: Timestamp, to end: Timestamp) -> SideInputs {
        var inputs = SideInputs()
        for kind in kinds {
            // A stream of its own, drawn rather than counted up: neighbouring seeds are one stream, shifted.
            var seeds = SplitMix64(seed: seed)
            for _ in 0..<kind.rawValue { _ = seeds.next() }
            inputs[kind] = Self.series(kind, start.milliseconds - Self.before, end.milliseconds, seeds.next())
        }
        return inputs
    }

    private static func series(_ kind: SideKind, _ start: Int64, _ end: Int64, _ seed: UInt64) -> SideSeries {
        var random = SplitMix64(seed: seed)
        var points: [SidePoint] = []
        var time = start
        var level = normal(&random)
        while time <= end {
            // A stationary level of unit size that forgets half of itself in some thirty observations.
            level = 0.977 * level + 0.2132 * normal(&random)
            points.append(point(kind, time, level, &random))
            time += pace(kind, &random)
        }
        return SideSeries(points)
    }

    private static func point(_ kind: SideKind, _ time: Int64, _ level: Double, _ random: inout SplitMix64) -> SidePoint {
        switch kind {
        case .fundingRate: SidePoint(knownAt: time, value: 0.0001 * (1 + 1.5 * level))
        case .openInterest: SidePoint(knownAt: time, value: 50_000 * Elementary.exp(0.1 * level))
        case .longShortRatio: SidePoint(knownAt: time, value: 1.2 * Elementary.exp(0.3 * level))
        case .premiumIndex: SidePoint(knownAt: time, value: 0.0003 * level)
        case .fearGreed, .altSeason: SidePoint(knownAt: time, value: min(max((50 + 20 * level).rounded(), 0), 100))
        case .sentiment:
            // What writers share, and what each makes of it.
            SidePoint(
                knownAt: time, value: min(max(0.3 * level + 0.25 * normal(&random), -1), 1), weight: 0.2 + 0.8 * random.uniform())
        }
    }

    /// Milliseconds to the next observation.
    private static func pace(_ kind: SideKind, _ random: inout SplitMix64) -> Int64 {
        switch kind {
        case .fundingRate: 8 * 3_600_000
        case .openInterest, .longShortRatio, .premiumIndex: 3_600_000
        case .fearGreed, .altSeason: Timestamp.day
        case .sentiment: 60_000 + Int64(random.uniform() * 2 * 5_400_000)
        }
    }

    private static func normal(_ random: inout SplitMix64) -> Double { NoiseMarket.normal(&random) }
}
