import PulseReport

/// The JSON object that `tune --json` prints.
struct StudySummary: Encodable {
    struct Best: Encodable {
        var trial: Int
        /// By head.
        var weights: [String: Double]
        /// By path, as a strategy file writes them; weights among them.
        var parameters: [String: String]
        /// The first objective over all days, and on days that the choice had not seen.
        var inSample: Double?
        var outOfSample: Double?
        var deflatedSharpe: Double?
    }

    var schema = StudyDocument.schema
    var study: String
    var folder: String
    var trials: Int
    var failed: Int
    var best: Best?
    var verdict: String
    var headline: String
    var pbo: Double?
    var ledgerTrials: Int
    var seconds: Double
    var candleTrialsPerSecond: Double

    init(_ document: StudyDocument, folder: String, seconds: Double, candleTrialsPerSecond: Double) {
        study = document.study
        self.folder = folder
        trials = document.trials
        failed = document.failed
        verdict = document.verdict.outcome.rawValue
        headline = document.verdict.headline
        pbo = document.evidence.overfitting
        ledgerTrials = document.ledgerTrials
        self.seconds = seconds
        self.candleTrialsPerSecond = candleTrialsPerSecond
        let objectives = document.paths.compactMap(\.objective)
        best = document.best.map { best in
            let values = Array(zip(document.parameters.map(\.path), best.parameters))
            var weights: [String: Double] = [:]
            for (path, text) in values where path.hasPrefix("heads.") && path.hasSuffix(".weight") {
                weights[String(path.dropFirst(6).dropLast(7))] = Double(text)
            }
            return Best(
                trial: best.trial, weights: weights, parameters: Dictionary(values) { first, _ in first },
                inSample: best.objectives.first ?? nil,
                outOfSample: objectives.isEmpty ? nil : objectives.reduce(0, +) / Double(objectives.count),
                deflatedSharpe: best.deflatedSharpe)
        }
    }
}
