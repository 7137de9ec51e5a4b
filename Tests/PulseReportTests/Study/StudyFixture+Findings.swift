import PulseCore
import PulseReport

extension StudyFixture {
    func evidence() -> StudyEvidence {
        var evidence = StudyEvidence()
        evidence.sharpePerDay = 0.094
        evidence.luckPerDay = 0.081
        evidence.probabilisticSharpe = 0.9921
        evidence.deflatedSharpe = 0.6184
        evidence.deflatedSharpeEffective = 0.7402
        evidence.deflatedSharpeLedger = nil
        evidence.effectiveByCorrelation = 61.3
        evidence.effectiveByEigenvalues = 18.7
        evidence.minimumTrackRecord = 1_904.2
        evidence.overfitting = 0.3125
        evidence.overfittingBlocks = 10
        evidence.probabilityOfLoss = 0.214
        evidence.degradationSlope = -0.31
        evidence.logitBins = stride(from: -4.0, to: 4, by: 0.5).map { $0 }
        evidence.logitCounts = [1, 0, 3, 4, 9, 14, 22, 26, 31, 38, 41, 29, 17, 11, 5, 1]
        return evidence
    }

    private static let bins = 9

    func maps(_ points: [(values: [Double], sharpe: Double)]) -> [StudyMap] {
        let names = heading.parameters
        var maps: [StudyMap] = []
        for x in names.indices {
            for y in names.indices where y > x && maps.count < 6 {
                var cells: [StudyMap.Cell] = []
                for column in 0..<Self.bins {
                    for row in 0..<Self.bins {
                        let inside = points.filter { bin($0.values[x]) == column && bin($0.values[y]) == row }.map(\.sharpe).sorted()
                        guard let best = inside.last else { continue }
                        cells.append(.init(column: column, row: row, trials: inside.count, median: inside[inside.count / 2], best: best))
                    }
                }
                let best = points.max { $0.sharpe < $1.sharpe }
                maps.append(
                    StudyMap(
                        x: names[x].path, y: names[y].path, columns: labels(x), rows: labels(y), cells: cells,
                        chosenColumn: best.map { bin($0.values[x]) }, chosenRow: best.map { bin($0.values[y]) }))
            }
        }
        return maps
    }

    func profiles(_ points: [(values: [Double], sharpe: Double)], _ folds: [StudyFold]) -> [StudyProfile] {
        heading.parameters.indices.map { index in
            var bins: [StudyProfile.Bin] = []
            for place in 0..<Self.bins {
                let inside = points.filter { bin($0.values[index]) == place }.map(\.sharpe).sorted()
                guard !inside.isEmpty else { continue }
                bins.append(
                    .init(
                        label: labels(index)[place], trials: inside.count, lowerQuartile: inside[inside.count / 4],
                        median: inside[inside.count / 2], upperQuartile: inside[inside.count * 3 / 4]))
            }
            let best = points.max { $0.sharpe < $1.sharpe }
            let chosen = best.map { bin($0.values[index]) }
            return StudyProfile(
                path: heading.parameters[index].path, importance: index == 0 ? 0.62 : index == 1 ? 0.21 : index == 5 ? nil : 0.03,
                bins: bins, chosen: chosen.flatMap { bins.indices.contains($0) ? $0 : nil }, byFold: folds.map { $0.parameters[index] })
        }
    }

    func robustness(_ random: inout SplitMix64) -> StudyRobustness {
        var robustness = StudyRobustness()
        robustness.intervals = [
            .init(of: "daily returns", figure: "sharpe", estimate: 1.8, lower: 0.42, upper: 3.1),
            .init(of: "daily returns", figure: "totalReturn", estimate: 0.68, lower: -0.04, upper: 1.71),
            .init(of: "daily returns", figure: "maxDrawdown", estimate: 0.12, lower: 0.08, upper: 0.24),
            .init(of: "trades", figure: "totalReturn", estimate: 0.68, lower: 0.11, upper: 1.32),
            .init(of: "trades", figure: "maxDrawdown", estimate: 0.12, lower: 0.07, upper: 0.19),
        ]
        robustness.noiseShare = 0.1
        robustness.noisyRuns = (0..<10).map { _ in
            .init(figures: figures(1.2 + (random.uniform() - 0.5) * 1.6, days: 731, trades: 200 + Int(random.uniform() * 30)))
        }
        robustness.years = [
            .init(name: "2023", trades: 121, sumOfR: 21.4, netReturn: 0.31, winRate: 0.52),
            .init(name: "2024", trades: 140, sumOfR: -3.2, netReturn: -0.04, winRate: 0.41),
        ]
        robustness.regimes = [
            .init(name: "strongTrendBull", trades: 80, sumOfR: 30.2, netReturn: 0.4, winRate: 0.6),
            .init(name: "ranging", trades: 120, sumOfR: -11, netReturn: -0.12, winRate: 0.38),
            .init(name: "choppy", trades: 0, sumOfR: nil, netReturn: 0, winRate: nil),
        ]
        return robustness
    }

    private func bin(_ value: Double) -> Int { min(Self.bins - 1, Int(value * Double(Self.bins))) }

    private func labels(_ parameter: Int) -> [String] {
        let (low, high) = (Self.paths[parameter].low, Self.paths[parameter].high)
        return (0..<Self.bins).map { bin in
            DecimalText.text(low + (high - low) * (Double(bin) + 0.5) / Double(Self.bins), decimals: high < 0.1 ? 4 : 2)
        }
    }
}
