import Foundation
import PulseCore
import PulseReport
import PulseResearch
import PulseStrategy

/// Why a trade was entered, for people and for programs.
struct Explanation {
    struct Document: Encodable {
        struct Item: Encodable {
            let name: String
            let side: String
            let strength: Double?
            let age: Int
            let detail: String
        }

        struct Head: Encodable {
            let head: String
            let vote: String
            let role: String
            /// Its part of the verdict's confidence; the parts and the adjustments add up to it.
            let contribution: Double?
            let evidence: [Item]
        }

        let schema = "alphapulse.explanation.v1"
        let run: String
        let trade: Int
        let instrument: String
        let direction: String
        let time: String
        let votesAreThoseOfTheRun: Bool
        let confidence: Double
        /// The raw figure, and what a calibration makes of it; nil without one.
        let probability: Double
        let calibrated: Double?
        let contributions: Double?
        let adjustments: [String: Double]
        let heads: [Head]
    }

    let document: Document
    private let trade: RecordedTrade
    private let close: Double

    init(document run: RunDocument, trade: RecordedTrade, replay: DecisionReplay, isSame: Bool, evidence limit: Int) {
        self.trade = trade
        close = replay.close
        let parts = replay.contribution
        let heads = replay.heads.indices.map { index -> Document.Head in
            let head = replay.heads[index]
            let vote = replay.votes[index]
            let isAgreeing = replay.verdict.agreeing.contains(HeadSet(head))
            let part = parts?.parts.first { $0.head == head }
            return Document.Head(
                head: head.name, vote: Self.text(vote),
                role: isAgreeing
                    ? "agrees"
                    : replay.verdict.dissenting.contains(HeadSet(head)) ? "dissents" : vote.isAbstention ? "abstains" : "does not count",
                contribution: part.flatMap { part in parts?.share(of: part) },
                evidence: replay.evidence[index].prefix(limit).map {
                    Document.Item(name: $0.name, side: $0.side.name, strength: $0.strength, age: $0.age, detail: $0.detail)
                })
        }
        document = Document(
            run: run.run, trade: trade.number, instrument: trade.instrument, direction: trade.direction, time: "\(trade.signalTime)",
            votesAreThoseOfTheRun: isSame, confidence: replay.verdict.confidence.value, probability: replay.verdict.probability.value,
            calibrated: Double(trade.calibrated),
            contributions: parts?.confidence,
            adjustments: parts.map {
                [
                    "agreement": Double($0.agreementBonus) / 1_024, "strength": Double($0.strengthBonus) / 1_024,
                    "opposition": -Double($0.opposition) / 1_024,
                ]
            } ?? [:], heads: heads)
    }

    /// Mean prices of several fills have more digits than anybody reads.
    private static func price(_ text: String) -> String { Double(text).map { String(format: "%.8g", $0) } ?? text }

    func text() -> String {
        var lines = [
            "Trade \(trade.number): \(trade.direction) \(trade.instrument), decided \(trade.signalTime) at \(close)",
            "Entered at \(Self.price(trade.entryPrice)), left at \(Self.price(trade.exitPrice)) (\(trade.exitReason)), net \(trade.netProfit)",
            "",
        ]
        var table = TextTable([("Head", .left), ("Vote", .left), ("", .left), ("Adds to confidence", .right)])
        for head in document.heads {
            table.append([head.head, head.vote, head.role, head.contribution.map(Self.number) ?? ""])
        }
        for name in ["agreement", "strength", "opposition"] {
            guard let value = document.adjustments[name], value != 0 else { continue }
            table.append(["", "", name, Self.number(value)])
        }
        if let sum = document.contributions { table.append(["", "", "sum", Self.number(sum)]) }
        lines.append(table.render())
        lines.append(
            "\nConfidence \(Self.number(document.confidence)) (rounded down to 1/1024, at most 0.949), "
                + "probability \(Self.number(document.probability)) of the raw kind"
                + (trade.calibrated.isEmpty ? "" : ", \(trade.calibrated) calibrated")
        )
        for head in document.heads where !head.evidence.isEmpty {
            lines.append("\n\(head.head)")
            for item in head.evidence {
                let strength = item.strength.map { " " + Self.number($0) } ?? ""
                let age = item.age > 0 ? ", \(item.age) candles ago" : ""
                lines.append("  \(item.name): \(item.side)\(strength)\(age)\(item.detail.isEmpty ? "" : "; " + item.detail)")
            }
        }
        if !document.votesAreThoseOfTheRun {
            lines.append("\nThese are not the votes that the run recorded: its candles or its side series have changed since.")
        }
        return lines.joined(separator: "\n")
    }

    private static func number(_ value: Double) -> String { String(format: "%.4f", value) }

    private static func text(_ vote: Vote) -> String {
        vote.isAbstention
            ? vote.abstention.name
            : "\(vote.direction.name) \(String(format: "%.3f / %.3f", vote.probability.value, vote.confidence.value))"
    }
}
