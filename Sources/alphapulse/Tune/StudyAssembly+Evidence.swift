import PulseAnalytics
import PulseCore
import PulseEngine
import PulseReport
import PulseResearch

extension StudyAssembly {
    func figures(_ evidence: SearchEvidence) -> StudyEvidence {
        var result = StudyEvidence()
        result.sharpePerDay = evidence.sharpe.number
        result.luckPerDay = evidence.luck.number
        result.probabilisticSharpe = evidence.probabilistic.number
        result.deflatedSharpe = evidence.deflated.number
        result.deflatedSharpeEffective = evidence.deflatedByCorrelation.number
        result.deflatedSharpeLedger = selection.best.flatMap { selection.deflatedSharpe($0, ledger) }
        result.effectiveByCorrelation = evidence.effective?.byAverageCorrelation
        result.effectiveByEigenvalues = evidence.effective?.byEigenvalues
        result.minimumTrackRecord = evidence.minimumTrackRecord.number
        guard let overfitting = evidence.overfitting else {
            result.overfittingReason = "needs two trials or more on 32 days or more"
            return result
        }
        result.overfitting = overfitting.probability
        result.overfittingBlocks = overfitting.blocks
        result.probabilityOfLoss = overfitting.probabilityOfLoss
        result.degradationSlope = overfitting.degradationSlope
        if let histogram = Histogram(overfitting.logits, maximumBins: 40) {
            result.logitBins = histogram.counts.indices.map { histogram.bounds($0).lower }
            result.logitCounts = histogram.counts
        }
        return result
    }

    /// The best and the median trial of each cell, for the pairs of the parameters that matter most.
    func maps() -> [StudyMap] {
        let (parameters, positions, scores) = selection.bins(10)
        let importances = parameters.map { $0.importance(scores) ?? 0 }
        let chosen = selection.best.flatMap { positions.firstIndex(of: $0) }
        let leading = parameters.indices.filter { parameters[$0].labels.count > 1 }
            .sorted { (-importances[$0], $0) < (-importances[$1], $1) }.prefix(4).sorted()
        var maps: [StudyMap] = []
        for (place, first) in leading.enumerated() {
            for second in leading.dropFirst(place + 1) {
                let (x, y) = (parameters[first], parameters[second])
                var cells: [[Double]] = [[Double]](repeating: [], count: x.labels.count * y.labels.count)
                for index in scores.indices { cells[y.bins[index] * x.labels.count + x.bins[index]].append(scores[index]) }
                maps.append(
                    StudyMap(
                        x: x.path, y: y.path, columns: x.labels, rows: y.labels,
                        cells: cells.indices.compactMap { cell -> StudyMap.Cell? in
                            let values = cells[cell].sorted()
                            guard let best = values.last else { return nil }
                            return StudyMap.Cell(
                                column: cell % x.labels.count, row: cell / x.labels.count, trials: values.count,
                                median: shown(Quantile.type7(sorted: values, 0.5)), best: shown(best))
                        }, chosenColumn: chosen.map { x.bins[$0] }, chosenRow: chosen.map { y.bins[$0] }))
            }
        }
        return maps
    }

    func profiles() -> [StudyProfile] {
        let (parameters, positions, scores) = selection.bins(8)
        let chosen = selection.best.flatMap { positions.firstIndex(of: $0) }
        return parameters.enumerated().map { index, parameter in
            var values = [[Double]](repeating: [], count: parameter.labels.count)
            for (bin, score) in zip(parameter.bins, scores) { values[bin].append(shown(score)) }
            let filled = values.indices.filter { !values[$0].isEmpty }
            let bins = filled.map { bin in
                let sorted = values[bin].sorted()
                return StudyProfile.Bin(
                    label: parameter.labels[bin], trials: sorted.count, lowerQuartile: Quantile.type7(sorted: sorted, 0.25),
                    median: Quantile.type7(sorted: sorted, 0.5), upperQuartile: Quantile.type7(sorted: sorted, 0.75))
            }
            return StudyProfile(
                path: parameter.path, importance: parameter.importance(scores), bins: bins,
                chosen: chosen.flatMap { filled.firstIndex(of: parameter.bins[$0]) },
                byFold: selection.choices.map { choice in choice.chosen.map { selection.trials[$0].texts[index] } ?? "--" })
        }
    }

    /// How the chosen trial fares where something is a little different.
    func robustness(_ best: Int) throws -> StudyRobustness {
        var result = StudyRobustness()
        func add(_ bootstrap: ReturnBootstrap?, of name: String, scale: Double?) {
            guard let bootstrap else { return }
            func interval(_ figure: String, _ interval: BootstrapInterval, by factor: Double) {
                result.intervals.append(
                    StudyRobustness.Interval(
                        of: name, figure: figure, estimate: interval.estimate * factor, lower: interval.lower * factor,
                        upper: interval.upper * factor))
            }
            if let scale, let sharpe = bootstrap.sharpe { interval("sharpe", sharpe, by: scale) }
            interval("totalReturn", bootstrap.totalReturn, by: 1)
            interval("maxDrawdown", bootstrap.maximumDrawdown, by: 1)
        }
        let simulation = try selection.simulation(of: best)
        add(
            ReturnBootstrap(selection.trials[best].returns, seed: study.plan.seed), of: "daily returns",
            scale: PerformanceReport.periodsPerYear.squareRoot())
        // A Sharpe ratio per trade is no Sharpe ratio per year.
        add(ReturnBootstrap(selection.tradeReturns(simulation), blocks: .mean(1), seed: study.plan.seed), of: "trades", scale: nil)
        result.noiseShare = Self.noiseShare
        result.noisyRuns = try selection.noisyRuns(of: best, count: Self.noisyRuns, share: Self.noiseShare, threads: threads).map {
            StudyRobustness.NoisyRun(figures: figures($0, on: [0..<study.days.count]))
        }
        let cash = simulation.configuration.initialCash.value
        func parts(_ parts: [StudySelection.Part]) -> [StudyRobustness.Part] {
            parts.map { part in
                StudyRobustness.Part(
                    name: part.name, trades: part.trades, sumOfR: part.withRisk > 0 ? part.sumOfR : nil, netReturn: part.netProfit / cash,
                    winRate: part.trades > 0 ? Double(part.wins) / Double(part.trades) : nil)
            }
        }
        result.years = parts(selection.years(simulation))
        result.regimes = parts(try selection.regimes(simulation, of: best))
        return result
    }

    /// Standard deviation of the moves that noisy runs give each price, as a share of the mean range, and how many there are.
    static let noiseShare = 0.1
    static let noisyRuns = 8
}
