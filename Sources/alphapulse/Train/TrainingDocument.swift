import PulseResearch

/// What `train --json` prints.
struct TrainingDocument: Encodable {
    let schema = "alphapulse.training.v1"
    let model: ModelFile
    let file: String
    let reliability: Double
    let seconds: Double
}
