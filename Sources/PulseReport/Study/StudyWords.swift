import Foundation
import PulseCore

/// How parts of a study read for people: the same on the terminal and on the page.
enum StudyWords {
    /// How an objective is printed; it is known by its name for people or by its key.
    static func unit(ofObjective name: String) -> RunMetric.Unit {
        switch name {
        case "total return", "totalReturn", "return", "cagr": .gain
        case "maximum drawdown", "maxDrawdown", "drawdown": .drawdown
        case "winRate", "exposure", "volatility": .share
        case "psr", "dsr", "deflatedSharpe": .probability
        case "trades": .count
        default: .ratio
        }
    }

    /// An objective's value. A drawdown reads the same whichever sign a search gave it.
    static func objective(_ value: Double?, _ name: String) -> String {
        let unit = unit(ofObjective: name)
        return FigureText.text(unit == .drawdown ? value?.magnitude : value, unit)
    }

    /// An objective's value such that more is better.
    static func oriented(_ value: Double, _ name: String) -> Double { unit(ofObjective: name) == .drawdown ? -value.magnitude : value }

    /// `totalReturn` as `total return`, `sharpe` as `Sharpe ratio`; what is no key stays as it is. Cleaned for a terminal.
    static func words(ofObjective name: String) -> String {
        switch name {
        case "sharpe": return "Sharpe ratio"
        case "sortino": return "Sortino ratio"
        case "calmar": return "Calmar ratio"
        case "omega": return "Omega ratio"
        case "maxDrawdown": return "maximum drawdown"
        default:
            let name = TextStyle.harmless(name)
            return name.utf8.allSatisfy { $0 > 64 && $0 < 123 } ? FigureText.words(name) : name
        }
    }

    /// The same as a heading.
    static func title(ofObjective name: String) -> String { words(ofObjective: name).capitalised }

    /// The name of the objective that chooses.
    static func choosing(_ document: StudyDocument) -> String { document.objectives.first ?? "objective" }

    /// The shortest ends of dotted paths that tell them apart: `consensus.threshold`, `risk.perTrade` as `threshold`, `perTrade`.
    static func shortNames(_ paths: [String]) -> [String] {
        let parts = paths.map { $0.split(separator: ".", omittingEmptySubsequences: false).map(String.init) }
        return parts.indices.map { index in
            var length = 1
            while length < parts[index].count {
                let end = Array(parts[index].suffix(length))
                let isTaken = parts.indices.contains { $0 != index && parts[$0].suffix(length).elementsEqual(end) }
                // A position in a list says nothing without the list's name.
                if !isTaken, Int(end[0]) == nil { break }
                length += 1
            }
            return parts[index].suffix(length).joined(separator: ".")
        }
    }

    /// The place of the path whose objective is in the middle (the lower of two): the one that stands for all where only one can be shown.
    static func middleIndex(_ document: StudyDocument) -> Int? {
        let ordered = document.paths.indices.sorted {
            (rank(document.paths[$0], document), $0) < (rank(document.paths[$1], document), $1)
        }
        return ordered.isEmpty ? nil : ordered[(ordered.count - 1) / 2]
    }

    private static func rank(_ path: StudyPath, _ document: StudyDocument) -> Double {
        path.objective.map { oriented($0, choosing(document)) } ?? -.infinity
    }

    static func middlePath(_ document: StudyDocument) -> StudyPath? { middleIndex(document).map { document.paths[$0] } }

    /// Why figures of daily returns are undefined, as far as they show it themselves.
    static func reason(_ figures: StudyFigures?) -> String {
        guard let figures else { return "no trial could be judged" }
        return figures.days < 2 ? "too few days" : figures.trades == 0 ? "no trades on these days" : "undefined on these days"
    }

    /// The range of a study; instants without their seconds. Nil where it has none.
    static func range(_ document: StudyDocument) -> String? {
        guard !document.from.isEmpty || !document.to.isEmpty else { return nil }
        return [document.from, document.to].map { text in
            text.utf8.count > 10 ? Timestamp(text).map(FigureText.time) ?? text : text
        }.joined(separator: " to ")
    }

    /// Spans of days: one in full, several by their months, at most two of them.
    static func spans(_ spans: [String]) -> String {
        guard spans.count > 1 else { return spans.first ?? DecimalText.undefined }
        let shown = spans.prefix(2).map { span -> String in
            let ends = span.components(separatedBy: " to ")
            return ends.count == 2 ? "\(ends[0].prefix(7))/\(ends[1].prefix(7))" : span
        }
        return shown.joined(separator: " ") + (spans.count > 2 ? " +\(spans.count - 2)" : "")
    }

    /// `1,204 days`, `1 day`.
    static func count(_ count: Int, _ noun: String) -> String {
        "\(FigureText.text(Double(count), .count)) \(noun)\(count == 1 ? "" : "s")"
    }

    static func title(_ outcome: StudyVerdict.Outcome) -> String {
        switch outcome {
        case .convincing: "Convincing"
        case .mixed: "Mixed"
        case .luck: "Luck"
        case .unknown: "Unknown"
        }
    }
}
