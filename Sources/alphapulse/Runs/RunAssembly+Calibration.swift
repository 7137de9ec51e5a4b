import PulseCore
import PulseReport
import PulseStrategy

extension RunCalibration {
    /// A calibration as run.json states it.
    init(_ calibration: ProbabilityCalibration) {
        func scores(_ scores: CalibrationQuality.Scores) -> Scores {
            Scores(brier: scores.brier, logLoss: scores.logLoss, calibrationError: scores.calibrationError)
        }
        let quality = calibration.quality
        self.init(
            name: calibration.name, method: calibration.map.method.rawValue, digest: calibration.digest,
            fittedFrom: calibration.fittedOn.from, fittedTo: calibration.fittedOn.to, outcomes: quality.outcomes, hitRate: quality.hitRate,
            calibrated: scores(quality.calibrated), baseRate: scores(quality.baseRate), raw: scores(quality.raw))
    }
}
