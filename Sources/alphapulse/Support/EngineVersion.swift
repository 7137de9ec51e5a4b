/// The version that takes part in every run's identity: it changes whenever a decision, a fill or a figure may come out differently.
enum EngineVersion {
    static let current = "0.2.2"
}
