import PulseAnalytics
import PulseCore

/// The search algorithms themselves, on an objective that costs nothing: a sphere in 10 dimensions. The work of the peers' `t7_tune.py`;
/// nothing is stored.
struct SearchBenchmark: Benchmark {
    let peers = [
        Peer(program: "t7_tune.py", name: "optuna_tpe", takesCandles: false),
        Peer(program: "t7_tune.py", name: "cma", takesCandles: false, result: 1),
    ]

    static let dimensions = 10
    static let trials = 1_000
    static let generations = 300

    func measure(candles: Int, repeats: Int) throws -> [BenchResult] {
        let space = try SearchSpace((0..<Self.dimensions).map { .continuous("x\($0)", -1...1) })
        var best = -Double.infinity
        let parzen = Stopwatch.measure(repeats) {
            best = Self.run(TreeParzenSearch(space, seed: 1), trials: Self.trials)
        }
        let parzenBest = best
        var settings = CovarianceMatrixSearch.Settings()
        settings.active = true
        settings.step = 0.15
        settings.start = [Double](repeating: 0.85, count: Self.dimensions)
        let population = CovarianceMatrixSearch(space, seed: 1, settings: settings).population
        let evolution = Stopwatch.measure(repeats) {
            best = Self.run(CovarianceMatrixSearch(space, seed: 1, settings: settings), trials: Self.generations * population)
        }
        return [
            BenchResult(
                name: "search tpe", work: Double(Self.trials), unit: "trials", runs: parzen,
                notes: ["dimensions": String(Self.dimensions), "best": String(-parzenBest)]),
            BenchResult(
                name: "search cma-es", work: Double(Self.generations), unit: "iterations", runs: evolution,
                notes: ["dimensions": String(Self.dimensions), "population": String(population), "best": String(-best)]),
        ]
    }

    /// The best value of so many trials.
    private static func run(_ searcher: consuming some Searcher, trials: Int) -> Double {
        var best = -Double.infinity
        for _ in 0..<trials {
            guard let point = searcher.ask() else { break }
            let value = -searcher.space.decode(point.coordinates).reduce(0) { $0 + $1 * $1 }
            searcher.tell(point.number, [value])
            best = max(best, value)
        }
        return best
    }
}
