import PulseResearch

/// What `calibrate --json` prints.
struct CalibrationDocument: Encodable {
    let schema = "alphapulse.calibrating.v1"
    let calibration: CalibrationFile
    let file: String
    let seconds: Double
}
