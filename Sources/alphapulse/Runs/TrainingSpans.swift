import PulseCore
import PulseStrategy

/// What a strategy has learned from which candles: results on those are no evidence.
enum TrainingSpans {
    /// Throws `badData` where a model was trained, or a calibration fitted, on candles of a range.
    static func refuse(_ specification: StrategySpecification, _ range: TimeRange) throws(PulseError) {
        for model in specification.trainedModels {
            try refuse("the \(model.features.rawValue) model was trained", model.trainedOn, range)
        }
        if let calibration = specification.calibration.calibration {
            try refuse("the calibration '\(calibration.name)' was fitted", calibration.fittedOn, range)
        }
    }

    private static func refuse(_ what: String, _ span: TimeRange, _ range: TimeRange) throws(PulseError) {
        guard !span.intersection(range).isEmpty else { return }
        throw PulseError(
            .badData, "\(what) on candles from \(span.from) to \(span.to), which this run would judge it on",
            hint: range.to > span.to
                ? "start with '--from \(span.to)', or ask for it with --allow-training-span"
                : "choose a later range, or ask for it with --allow-training-span")
    }
}
