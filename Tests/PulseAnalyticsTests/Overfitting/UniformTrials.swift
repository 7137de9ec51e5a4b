import PulseAnalytics
import PulseCore

/// Trials of uniform noise that any language can make up again.
enum UniformTrials {
    /// Trial n of N has T returns of `(u - 1/2) / 50 + drift n`, numbers drawn trial after trial.
    static func matrix(trials: Int, periods: Int, seed: UInt64, drift: Double = 0) throws -> TrialMatrix {
        var random = SplitMix64(seed: seed)
        var matrix = TrialMatrix(periods: periods)
        for trial in 0..<trials {
            try matrix.append((0..<periods).map { _ in (random.uniform() - 0.5) * 0.02 + drift * Double(trial) })
        }
        return matrix
    }

    /// The same with a series `u - 1/2` common to all, drawn first.
    static func alike(trials: Int, periods: Int, seed: UInt64) throws -> TrialMatrix {
        var random = SplitMix64(seed: seed)
        let common = (0..<periods).map { _ in random.uniform() - 0.5 }
        var matrix = TrialMatrix(periods: periods)
        for _ in 0..<trials { try matrix.append(common.map { $0 + (random.uniform() - 0.5) }) }
        return matrix
    }
}
