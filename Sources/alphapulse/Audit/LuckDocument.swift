import PulseAnalytics

/// What `audit luck --json` prints.
struct LuckDocument: Encodable {
    /// How many of the searches a way of counting trials calls skilled.
    struct Verdict: Encodable {
        let counted: String
        let passing: Double
        let isHonest: Bool
    }

    let schema = "alphapulse.luck.v1"
    let searches: Int
    let strategies: Int
    let days: Int
    let law: String
    let share: Double
    let seed: UInt64
    let confidence: Double
    let verdicts: [Verdict]
    let meanOverfitting: Double
    /// Annual ratios: the mean of the searches' best, and what the false strategy theorem expects.
    let meanBestSharpe: Double
    let expectedBestSharpe: Double?
    let isHonest: Bool
}
