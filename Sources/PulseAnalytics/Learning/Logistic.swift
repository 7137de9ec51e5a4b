/// The logistic function, and how good the probabilities are that it gives.
public enum Logistic {
    /// 1 / (1 + exp(-score)), by our own exponential, the same bits everywhere.
    public static func probability(_ score: Double) -> Double {
        let size = Elementary.exp(-score.magnitude)
        let smaller = size / (1 + size)
        return score >= 0 ? 1 - smaller : smaller
    }

    /// Mean negative log-likelihood, natural logarithm; nil for no outcomes. Probabilities are kept 1e-12 from 0 and 1.
    public static func logLoss(_ probabilities: [Double], outcomes: [Bool]) -> Double? {
        precondition(probabilities.count == outcomes.count, "one probability for each outcome")
        guard !outcomes.isEmpty else { return nil }
        var sum = 0.0
        for (probability, outcome) in zip(probabilities, outcomes) {
            let bounded = min(max(probability, 1e-12), 1 - 1e-12)
            sum -= Elementary.log(outcome ? bounded : 1 - bounded)
        }
        return sum / Double(outcomes.count)
    }

    /// Mean squared distance of probabilities from outcomes (Brier 1950): 0 is perfect, 1/4 is what one half always gets; nil for no
    /// outcomes.
    public static func brierScore(_ probabilities: [Double], outcomes: [Bool]) -> Double? {
        precondition(probabilities.count == outcomes.count, "one probability for each outcome")
        guard !outcomes.isEmpty else { return nil }
        var sum = 0.0
        for (probability, outcome) in zip(probabilities, outcomes) {
            let error = probability - (outcome ? 1 : 0)
            sum += error * error
        }
        return sum / Double(outcomes.count)
    }

    /// Area under the ROC curve (the Mann-Whitney statistic, ties at one half); nil where only one outcome occurs.
    public static func areaUnderCurve(_ scores: [Double], outcomes: [Bool]) -> Double? {
        precondition(scores.count == outcomes.count, "one score for each outcome")
        let positives = outcomes.reduce(0) { $0 + ($1 ? 1 : 0) }
        guard positives > 0, positives < outcomes.count else { return nil }
        let order = scores.indices.sorted { scores[$0] < scores[$1] }
        var rankSum = 0.0
        var start = 0
        while start < order.count {
            var end = start
            while end < order.count, scores[order[end]] == scores[order[start]] { end += 1 }
            // Ranks count from 1; equal scores share their mean rank.
            let rank = Double(start + end + 1) / 2
            for position in start..<end where outcomes[order[position]] { rankSum += rank }
            start = end
        }
        let pairs = Double(positives) * Double(outcomes.count - positives)
        return (rankSum - Double(positives) * Double(positives + 1) / 2) / pairs
    }

    /// Expected calibration error: mean distance of predicted from realised shares over ten bins of probability, weighted by their sizes.
    public static func calibrationError(_ probabilities: [Double], outcomes: [Bool]) -> Double? {
        precondition(probabilities.count == outcomes.count, "one probability for each outcome")
        guard !outcomes.isEmpty else { return nil }
        var bins = [(count: Int, predicted: Double, realised: Double)](repeating: (0, 0, 0), count: 10)
        for (probability, outcome) in zip(probabilities, outcomes) {
            let bin = min(9, max(0, Int(probability * 10)))
            bins[bin].count += 1
            bins[bin].predicted += probability
            bins[bin].realised += outcome ? 1 : 0
        }
        return bins.reduce(0) { $0 + abs($1.predicted - $1.realised) } / Double(outcomes.count)
    }
}
