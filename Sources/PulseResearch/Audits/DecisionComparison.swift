import PulseCore
import PulseStrategy

/// Two runs' decisions, compared column by column to the last bit.
struct DecisionComparison {
    private(set) var findings: [CausalityAudit.Finding] = []

    init(whole: DecisionColumns, prefix: DecisionColumns, time: (Int) -> Timestamp) {
        if whole.count != prefix.count || whole.completedAt != prefix.completedAt {
            let first = zip(whole.completedAt, prefix.completedAt).enumerated().first { $1.0 != $1.1 }?.offset
            let place = first ?? min(whole.count, prefix.count)
            findings.append(
                CausalityAudit.Finding(
                    subject: "decision times", time: place < whole.count ? time(place) : time(max(0, whole.count - 1)),
                    whole: "\(whole.count) decisions", prefix: "\(prefix.count) decisions",
                    differences: abs(whole.count - prefix.count) + (first == nil ? 0 : 1)))
            return
        }
        func compare<Value>(
            _ subject: String, _ a: [Value], _ b: [Value], _ isSame: (Value, Value) -> Bool, _ text: (Value) -> String
        ) {
            var first: Int?
            var differences = 0
            for index in a.indices where !isSame(a[index], b[index]) {
                if first == nil { first = index }
                differences += 1
            }
            guard let first else { return }
            findings.append(
                CausalityAudit.Finding(
                    subject: subject, time: time(first), whole: text(a[first]), prefix: text(b[first]), differences: differences))
        }
        for (lane, head) in whole.heads.enumerated() {
            compare(head.name, whole.votes[lane], prefix.votes[lane], ==, Self.text)
        }
        compare("verdict", whole.verdicts, prefix.verdicts, ==) { "\($0.direction) (\($0.outcome.name))" }
        func bits(_ a: Double, _ b: Double) -> Bool { a.bitPattern == b.bitPattern || (a.isNaN && b.isNaN) }
        compare("average true range", whole.averageTrueRange, prefix.averageTrueRange, bits) { "\($0)" }
        compare("swing low", whole.swingLow, prefix.swingLow, bits) { "\($0)" }
        compare("swing high", whole.swingHigh, prefix.swingHigh, bits) { "\($0)" }
        compare("regime", whole.regimes, prefix.regimes, ==) { "\($0.regime?.name ?? "unknown") (\($0.confidence.value))" }
        compare("data quality", whole.dataQuality, prefix.dataQuality, ==) { "\($0.value)" }
    }

    private static func text(_ vote: Vote) -> String {
        vote.isAbstention
            ? "abstains (\(vote.abstention.name))"
            : "\(vote.direction) p \(vote.probability.value) c \(vote.confidence.value) age \(vote.evidenceAge)"
    }
}
