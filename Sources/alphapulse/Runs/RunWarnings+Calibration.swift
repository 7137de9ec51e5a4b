import PulseCore
import PulseResearch
import PulseStrategy

extension RunWarnings {
    /// What is to be known of the calibration of a run: whether it has seen the answers, and whether it is worth anything.
    var calibrationWarnings: [String] {
        guard let calibration else { return [] }
        var list: [String] = []
        let range = result.market.range
        let span = "from \(calibration.fittedOn.from) to \(calibration.fittedOn.to)"
        let seen = calibration.fittedOn.intersection(range)
        if !seen.isEmpty {
            let share = Int((100 * Double(seen.milliseconds) / Double(range.milliseconds)).rounded())
            list.append(
                "IN-SAMPLE: the calibration '\(calibration.name)' was fitted on candles \(span), \(max(share, 1)) % of this run's range. "
                    + "Its probabilities have seen the answers; sizes and priorities too.")
        } else if calibration.fittedOn.from >= range.to {
            list.append(
                "From the future: the calibration '\(calibration.name)' was fitted on candles \(span), later than this run. "
                    + "Nobody could have had it then.")
        }
        if !calibration.quality.isBetter {
            list.append(
                "The calibration '\(calibration.name)' was no better out of sample than always saying its base rate of "
                    + "\(Int((100 * calibration.quality.hitRate).rounded())) %.")
        }
        let strangers = result.market.instruments.map(\.id).filter { !calibration.instruments.contains($0) }
        if !strangers.isEmpty {
            list.append(
                "The calibration '\(calibration.name)' was fitted without \(strangers.map(\.description).joined(separator: ", ")).")
        }
        return list
    }
}
