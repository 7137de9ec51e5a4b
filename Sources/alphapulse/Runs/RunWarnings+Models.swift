import Foundation
import PulseCore
import PulseResearch
import PulseStrategy

extension RunWarnings {
    /// Models that know what they are judged on, or cannot vote. First of all: no figure matters where a model has seen the answers.
    var modelWarnings: [String] { models.compactMap(hindsight) + models.compactMap(weakness) }

    private func hindsight(_ model: TrainedModel) -> String? {
        let range = result.market.range
        let span = "from \(model.trainedOn.from) to \(model.trainedOn.to)"
        let seen = model.trainedOn.intersection(range)
        if !seen.isEmpty {
            let share = max(1, Int((100 * Double(seen.milliseconds) / Double(range.milliseconds)).rounded()))
            return "IN-SAMPLE: the \(model.features.rawValue) model was trained on candles \(span), \(share) % of this run's range. "
                + "It has seen the answers; the result is no evidence of anything."
        }
        guard model.trainedOn.from >= range.to else { return nil }
        return "From the future: the \(model.features.rawValue) model was trained on candles \(span), later than this run. "
            + "Nobody could have had it then."
    }

    private func weakness(_ model: TrainedModel) -> String? {
        guard let least = rule?.minimumConfidence, model.reliability < least else { return nil }
        func hundredths(_ score: Score) -> String { String(format: "%.2f", score.value) }
        return "The \(model.features.rawValue) model cannot vote: its confidence, its record in validation, is "
            + "\(hundredths(model.reliability)), and the strategy counts votes from \(hundredths(least)) on."
    }
}
