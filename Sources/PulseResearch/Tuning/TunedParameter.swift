import Foundation
import PulseAnalytics
import PulseCore

/// One thing that a search varies, by its path in a strategy file, and what it may be.
public struct TunedParameter: Hashable, Sendable {
    public enum Domain: Hashable, Sendable {
        /// Any number from `low` to `high`, written with four significant digits.
        case number(low: Double, high: Double, isLogarithmic: Bool)
        /// `low`, `low + step` ... up to `high`, written with as many decimals as these have.
        case steps(low: Double, high: Double, step: Double, decimals: Int)
        /// One of a few texts.
        case choices([String])
        /// Weights of heads, at least 0, that sum to `total`, in thousandths. One below `minimumShare` of the total is 0.
        case weights(heads: [String], total: Double, minimumShare: Double)
    }

    /// `risk.stop.atr`; `heads` for weights.
    public let path: String
    public let domain: Domain
    /// Where it was written.
    public let location: SourceLocation

    /// Its dimension of the search.
    var dimension: SearchDimension {
        switch domain {
        case .number(let low, let high, let isLogarithmic): .continuous(path, low...high, logarithmic: isLogarithmic)
        case .steps(let low, let high, let step, _): .integer(path, 0...Self.steps(low, high, step))
        case .choices(let texts): .choice(path, count: texts.count)
        case .weights(let heads, _, let minimumShare): .simplex(path, parts: heads, leastShare: minimumShare)
        }
    }

    /// Steps from low to high; the last one may fall short of it.
    static func steps(_ low: Double, _ high: Double, _ step: Double) -> Int {
        Int(((high - low) / step * (1 + 1e-12) + 1e-9).rounded(.down))
    }

    /// Paths of the values that a strategy file holds: one, or one a head.
    public var paths: [String] {
        if case .weights(let heads, _, _) = domain { heads.map { "heads.\($0).weight" } } else { [path] }
    }

    /// Decoded values as a strategy file writes them, one for each path.
    func texts(_ values: ArraySlice<Double>) -> [String] {
        guard let value = values.first else { return [] }
        switch domain {
        case .number: return [Self.significant(value)]
        case .steps(let low, _, let step, let decimals): return [Self.fixed(low + value * step, decimals)]
        case .choices(let texts): return [texts[min(max(Int(value), 0), texts.count - 1)]]
        case .weights(_, let total, _): return Self.thousandths(values, total: total)
        }
    }

    /// What it may be, in words.
    public var words: String {
        switch domain {
        case .number(let low, let high, let isLogarithmic):
            "\(Self.significant(low)) to \(Self.significant(high))\(isLogarithmic ? ", logarithmic" : "")"
        case .steps(let low, let high, let step, let decimals):
            "\(Self.fixed(low, decimals)) to \(Self.fixed(high, decimals)) in steps of \(Self.fixed(step, decimals))"
        case .choices(let texts): texts.joined(separator: ", ")
        case .weights(let heads, let total, let minimumShare):
            "weights of \(heads.joined(separator: ", ")) that sum to \(Self.fixed(total, 3))"
                + (minimumShare > 0 ? ", none below \(Self.significant(minimumShare)) of it but 0" : "")
        }
    }

    /// Four significant digits, without needless zeros.
    static func significant(_ value: Double) -> String {
        let text = String(format: "%.4g", locale: nil, value)
        return text == "-0" ? "0" : text
    }

    static func fixed(_ value: Double, _ decimals: Int) -> String { String(format: "%.\(decimals)f", locale: nil, value) }

    /// Shares as decimals of three digits that sum to the total exactly: rounded down, and what is left goes to the largest remainders.
    private static func thousandths(_ shares: ArraySlice<Double>, total: Double) -> [String] {
        let whole = Int((total * 1_000).rounded())
        let exact = shares.map { $0 * Double(whole) }
        var parts = exact.map { Int($0.rounded(.down)) }
        let order = parts.indices.sorted { a, b in
            let (first, second) = (exact[a] - Double(parts[a]), exact[b] - Double(parts[b]))
            return first == second ? a < b : first > second
        }
        for index in order.prefix(max(0, whole - parts.reduce(0, +))) where exact[index] > 0 { parts[index] += 1 }
        // Shares whose remainders rounding has hidden: the first of them takes the rest.
        if let first = order.first { parts[first] += whole - parts.reduce(0, +) }
        return parts.map { fixed(Double($0) / 1_000, 3) }
    }
}
