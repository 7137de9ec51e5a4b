import Foundation
import PulseCore

/// A condition on the parameters of a trial: two sums of paths, numbers and multiples of paths, compared. `risk.a + 2 * risk.b <= 4`.
struct ParameterConstraint: Hashable, Sendable {
    /// A number, times the value of a parameter where there is one.
    private struct Term: Hashable, Sendable {
        var factor: Double
        var parameter: Int?
    }

    private enum Comparison: String, Hashable, Sendable, CaseIterable {
        case atMost = "<="
        case atLeast = ">="
        case below = "<"
        case above = ">"
    }

    /// As it was written.
    let text: String
    /// Left side less right side.
    private let terms: [Term]
    private let comparison: Comparison

    /// Reads a condition on parameters of these names. Throws `configuration` with what is wrong, at `location`.
    init(_ text: String, names: [String], at location: SourceLocation) throws(PulseError) {
        self.text = text
        guard let comparison = Comparison.allCases.first(where: { text.contains($0.rawValue) }) else {
            throw PulseError(
                .configuration, "'\(text)' compares nothing", at: location, hint: "write two sums with <, <=, > or >= between them")
        }
        self.comparison = comparison
        let sides = text.components(separatedBy: comparison.rawValue)
        guard sides.count == 2 else { throw PulseError(.configuration, "'\(text)' compares more than once", at: location) }
        terms = try Self.terms(sides[0], sign: 1, names, text, location) + Self.terms(sides[1], sign: -1, names, text, location)
        guard terms.contains(where: { $0.parameter != nil }) else {
            throw PulseError(
                .configuration, "'\(text)' names no parameter", at: location, hint: "the parameters are \(names.joined(separator: ", "))")
        }
    }

    /// Whether values, in the order of the names, fulfil it. A value that is not a number (a choice of a word) fulfils nothing.
    func holds(_ values: [Double]) -> Bool {
        var sum = 0.0
        for term in terms { sum += term.factor * (term.parameter.map { values[$0] } ?? 1) }
        switch comparison {
        case .atMost: return sum <= 1e-12
        case .atLeast: return sum >= -1e-12
        case .below: return sum < -1e-12
        case .above: return sum > 1e-12
        }
    }

    private static func terms(
        _ side: String, sign: Double, _ names: [String], _ text: String, _ location: SourceLocation
    ) throws(PulseError) -> [Term] {
        var terms: [Term] = []
        // A minus begins a term of its own; names may hold hyphens, so it needs a space before it.
        let summands = side.replacingOccurrences(of: " -", with: " + -").split(separator: "+").map { trimmed(String($0)) }
        for summand in summands where !summand.isEmpty {
            var term = Term(factor: sign, parameter: nil)
            var rest = summand
            if rest.hasPrefix("-") {
                term.factor = -term.factor
                rest = trimmed(String(rest.dropFirst()))
            }
            for factor in rest.split(separator: "*").map({ trimmed(String($0)) }) {
                if let number = Double(factor), number.isFinite {
                    term.factor *= number
                } else if let index = names.firstIndex(of: factor), term.parameter == nil {
                    term.parameter = index
                } else {
                    let nearest = NearestName.of(factor, among: names).map { "did you mean '\($0)'?" }
                    throw PulseError(
                        .configuration, "'\(factor)' in the constraint '\(text)' is neither a number nor a parameter of this space",
                        at: location, hint: nearest ?? "the parameters are \(names.joined(separator: ", "))")
                }
            }
            terms.append(term)
        }
        guard !terms.isEmpty else {
            throw PulseError(.configuration, "the constraint '\(text)' has an empty side", at: location)
        }
        return terms
    }

    private static func trimmed(_ text: String) -> String { text.trimmingCharacters(in: .whitespaces) }
}
