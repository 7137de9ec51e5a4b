import PulseAnalytics
import PulseCore

/// The values that trials gave one parameter, in bins: for heat maps and profiles.
public struct ParameterBins: Sendable {
    public let path: String
    /// The middle of each bin's range, or the choice.
    public let labels: [String]
    /// The bin of each trial.
    public let bins: [Int]

    /// `texts` are the trials' values. Numbers get at most `count` bins of one width between the least and the greatest; few different values one each.
    init(path: String, texts: [String], count: Int) {
        self.path = path
        let numbers = texts.compactMap(Double.init)
        guard numbers.count == texts.count, let low = numbers.min(), let high = numbers.max() else {
            // Choices, in the order of their first appearance by name.
            let labels = Set(texts).sorted()
            self.labels = labels
            bins = texts.map { text in labels.firstIndex(of: text) ?? 0 }
            return
        }
        let different = Set(numbers).sorted()
        guard different.count > count else {
            labels = different.map(TunedParameter.significant)
            bins = numbers.map { number in different.firstIndex(of: number) ?? 0 }
            return
        }
        let width = (high - low) / Double(count)
        labels = (0..<count).map { TunedParameter.significant(low + (Double($0) + 0.5) * width) }
        bins = numbers.map { min(count - 1, max(0, Int((($0 - low) / width).rounded(.down)))) }
    }

    /// Share of the scores' variance that the bins' means explain (Pearson's correlation ratio); nil where the scores do not vary.
    public func importance(_ scores: [Double]) -> Double? {
        let mean = scores.reduce(0, +) / Double(max(1, scores.count))
        let total = scores.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        guard total > 0 else { return nil }
        var sums = [Double](repeating: 0, count: labels.count)
        var counts = [Int](repeating: 0, count: labels.count)
        for (bin, score) in zip(bins, scores) {
            sums[bin] += score
            counts[bin] += 1
        }
        let between = zip(sums, counts).reduce(0.0) { sum, bin in
            guard bin.1 > 0 else { return sum }
            let difference = bin.0 / Double(bin.1) - mean
            return sum + Double(bin.1) * difference * difference
        }
        return between / total
    }
}

extension StudySelection {
    /// Values and scores of the trials that were judged on all days, parameter by parameter.
    public func bins(_ count: Int) -> (parameters: [ParameterBins], positions: [Int], scores: [Double]) {
        let positions = ranking.sorted()
        let judged = positions.map { scores[$0] ?? 0 }
        let parameters = study.space.valuePaths.enumerated().map { index, path in
            ParameterBins(path: path, texts: positions.map { trials[$0].texts[index] }, count: count)
        }
        return (parameters, positions, judged)
    }
}
