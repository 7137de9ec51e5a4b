import PulseAnalytics
import PulseCore
import PulseResearch

/// Nine moving-average votes under many sets of weights and two thresholds: the work of the peers' program `t4_ensemble.py`, with its numbers.
///
/// Votes seldom change from one minute to the next, and where they do not, nor does the score: a candidate looks only at candles with a new
/// pattern of votes, and finds in a table of the 512 patterns whether it enters or leaves there.
struct EnsembleSweep {
    static let windows = [60, 120, 240, 480, 960, 1_440, 2_880, 5_760, 11_520]
    private static let fee = 0.001

    struct Candidate {
        var weights: [Double]
        var enter: Double
        var leave: Double
    }

    struct Outcome {
        var equity: Double
        var fills: Int
    }

    /// Candles whose pattern of votes differs from the one before: pattern and close.
    private var patterns: [UInt16] = []
    private var closes: [Double] = []
    private let last: Double

    init(_ columns: CandleColumns) {
        let cents = columns.close.map { Int64(($0 * 100).rounded()) }
        var sums = [Int64](repeating: 0, count: Self.windows.count)
        var before: UInt16?
        for index in cents.indices {
            var pattern: UInt16 = 0
            for (head, window) in Self.windows.enumerated() {
                sums[head] += cents[index] - (index >= window ? cents[index - window] : 0)
                if cents[index] * Int64(min(window, index + 1)) >= sums[head] { pattern |= 1 << UInt16(head) }
            }
            if pattern != before {
                patterns.append(pattern)
                closes.append(columns.close[index])
                before = pattern
            }
        }
        last = columns.close.last ?? 0
    }

    /// Candles that a candidate looks at.
    var count: Int { patterns.count }

    /// The peers' candidates: weights u - 1/4 scaled to a sum of magnitudes of 1, thresholds u/2 and -u/2 times another u.
    static func candidates(_ count: Int) -> [Candidate] {
        func uniforms(_ stream: Int) -> [Double] {
            (0..<count).map { number in
                var random = SplitMix64(
                    seed: PeerMarket.seed &+ 7 &+ UInt64(stream), skipping: UInt64(1_000) << 40 &+ UInt64(8 * number))
                return random.uniform()
            }
        }
        let heads = windows.indices.map { uniforms($0).map { $0 - 0.25 } }
        let enters = uniforms(windows.count).map { 0.5 * $0 }
        let leaves = uniforms(windows.count + 1)
        return (0..<count).map { number in
            let weights = heads.map { $0[number] }
            let sum = weights.reduce(0) { $0 + $1.magnitude }
            return Candidate(weights: weights.map { $0 / sum }, enter: enters[number], leave: -enters[number] * leaves[number])
        }
    }

    /// Final equity of a candidate that starts with 1, and its fills.
    func run(_ candidate: Candidate) -> Outcome {
        // 1 where it would enter, 2 where it would leave. Scores are summed head by head, as the peers sum them.
        var scores = [0.0]
        for weight in candidate.weights { scores = scores.map { $0 - weight } + scores.map { $0 + weight } }
        let actions = scores.map { UInt8($0 > candidate.enter ? 1 : $0 < candidate.leave ? 2 : 0) }
        var equity = 1.0
        var fills = 0
        var entry = 0.0
        var wanted: UInt8 = 1
        actions.withUnsafeBufferPointer { actions in
            patterns.withUnsafeBufferPointer { patterns in
                for index in 0..<patterns.count where actions[Int(patterns[index])] == wanted {
                    if wanted == 1 { entry = closes[index] } else { equity *= closes[index] / entry }
                    equity *= 1 - Self.fee
                    fills += 1
                    wanted = 3 - wanted
                }
            }
        }
        return Outcome(equity: wanted == 2 ? equity * (last / entry) : equity, fills: fills)
    }
}
