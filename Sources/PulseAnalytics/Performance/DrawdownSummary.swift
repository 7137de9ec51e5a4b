import PulseCore

/// The drawdowns of a curve, at every one of its points, in one pass.
public struct DrawdownSummary: Hashable, Sendable {
    /// The deepest episodes, deepest first, earlier before later where equally deep. At most as many as asked for.
    public private(set) var worst: [DrawdownEpisode] = []
    /// The episode that lasted longest; the earliest of equals.
    public private(set) var longest: DrawdownEpisode?
    /// The largest fall from a peak in quote currency: not always that of the deepest episode.
    public private(set) var maximumMoney = 0.0
    /// Sum of d_t and of d_t^2 over all points, the first one included.
    public private(set) var sum = 0.0
    public private(set) var sumOfSquares = 0.0
    public private(set) var episodeCount = 0
    public let pointCount: Int

    /// The deepest drawdown, 0 for a curve that never falls.
    public var maximum: Double { worst.first?.depth ?? 0 }

    /// - Parameter kept: How many of the deepest episodes to keep, at least one.
    public init(_ curve: EquityCurve, keeping kept: Int = 10) {
        precondition(kept > 0, "the deepest episode is needed")
        pointCount = curve.count
        var peakIndex = 0
        var troughIndex = 0
        var peak = curve.values[0]
        var trough = peak
        for (index, value) in curve.values.enumerated() {
            if value >= peak {
                if trough < peak { close(curve, peakIndex, troughIndex, recovery: index, keeping: kept) }
                peak = value
                trough = value
                peakIndex = index
                continue
            }
            let drawdown = 1 - value / peak
            sum += drawdown
            sumOfSquares += drawdown * drawdown
            if value < trough {
                trough = value
                troughIndex = index
            }
        }
        if trough < peak { close(curve, peakIndex, troughIndex, recovery: nil, keeping: kept) }
    }

    private mutating func close(_ curve: EquityCurve, _ peak: Int, _ trough: Int, recovery: Int?, keeping kept: Int) {
        episodeCount += 1
        let episode = DrawdownEpisode(
            peak: Timestamp(milliseconds: curve.times[peak]), trough: Timestamp(milliseconds: curve.times[trough]),
            recovery: recovery.map { Timestamp(milliseconds: curve.times[$0]) }, end: curve.end,
            depth: 1 - curve.values[trough] / curve.values[peak], money: curve.values[peak] - curve.values[trough])
        maximumMoney = max(maximumMoney, episode.money)
        if episode.milliseconds > longest?.milliseconds ?? 0 { longest = episode }
        if worst.count == kept {
            guard episode.depth > worst[kept - 1].depth else { return }
            worst.removeLast()
        }
        worst.insert(episode, at: worst.firstIndex { $0.depth < episode.depth } ?? worst.count)
    }
}
