import PulseCore
import PulseResearch

/// What `audit causality --json` prints.
struct CausalityDocument: Encodable {
    struct Finding: Encodable {
        let subject: String
        let time: String
        let whole: String
        let prefix: String
        let differences: Int
    }

    struct Result: Encodable {
        let instrument: String
        let timeframe: String
        let baseCandles: Int
        let decisions: Int
        let findings: [Finding]
    }

    let schema = "alphapulse.causality.v1"
    let results: [Result]
    let differences: Int
    let seconds: Double

    init(_ results: [CausalityAudit.Result], seconds: Double) {
        self.results = results.map { result in
            Result(
                instrument: "\(result.instrument)", timeframe: "\(result.timeframe)", baseCandles: result.baseCandles,
                decisions: result.decisions,
                findings: result.findings.map {
                    Finding(subject: $0.subject, time: "\($0.time)", whole: $0.whole, prefix: $0.prefix, differences: $0.differences)
                })
        }
        differences = results.reduce(0) { $0 + $1.findings.reduce(0) { $0 + $1.differences } }
        self.seconds = seconds
    }
}
