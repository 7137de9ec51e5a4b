/// Reads typed values out of a mapping of a configuration tree and collects every fault with its place; unknown keys are faults, with the nearest valid key.
///
/// Ask for every key that the mapping may have, then call `finish`.
public struct ConfigurationReader {
    private let entries: [ConfigurationNode.Entry]
    private let path: String
    private var known: [String] = []
    /// What was wrong so far.
    public private(set) var diagnostics: [Diagnostic] = []
    public let location: SourceLocation

    /// Reads the mapping of `node`; anything else than a mapping (or nothing) is a fault. `path` names it in messages: `risk.targets`.
    public init(_ node: ConfigurationNode, path: String = "") {
        self.path = path
        location = node.location
        switch node.content {
        case .mapping(let entries): self.entries = entries
        case .null: entries = []
        default:
            entries = []
            diagnostics = [
                Diagnostic("\(path.isEmpty ? "the document" : "'\(path)'") must be a mapping of keys to values", at: node.location)
            ]
        }
    }

    /// The keys that were written, in their order.
    public var keys: [(key: String, location: SourceLocation)] { entries.map { ($0.key, $0.location) } }

    /// The node of a key, or nil if it was not written.
    public mutating func node(_ key: String) -> ConfigurationNode? {
        known.append(key)
        return entries.first { $0.key == key }?.value
    }

    /// Where a key was written, or the whole mapping.
    public func location(of key: String) -> SourceLocation {
        entries.first { $0.key == key }?.value.location ?? location
    }

    /// A text.
    public mutating func string(_ key: String) -> String? {
        guard let node = node(key) else { return nil }
        guard case .scalar(let text) = node.content else {
            fault(key, "must be a text")
            return nil
        }
        return text
    }

    /// A finite number inside a range.
    public mutating func number(_ key: String, in range: ClosedRange<Double>) -> Double? {
        guard let text = string(key) else { return nil }
        guard let value = Double(text), value.isFinite else {
            fault(key, "must be a number, not '\(text)'")
            return nil
        }
        guard range.contains(value) else {
            fault(key, "must lie in \(range.lowerBound)...\(range.upperBound), not \(text)")
            return nil
        }
        return value
    }

    /// A whole number inside a range.
    public mutating func integer(_ key: String, in range: ClosedRange<Int>) -> Int? {
        guard let text = string(key) else { return nil }
        guard let value = Int(text), range.contains(value) else {
            fault(key, "must be a whole number in \(range.lowerBound)...\(range.upperBound), not '\(text)'")
            return nil
        }
        return value
    }

    /// `true` or `false`.
    public mutating func boolean(_ key: String) -> Bool? {
        guard let text = string(key) else { return nil }
        switch text.lowercased() {
        case "true", "yes", "on": return true
        case "false", "no", "off": return false
        default:
            fault(key, "must be true or false, not '\(text)'")
            return nil
        }
    }

    /// One of a few texts.
    public mutating func choice(_ key: String, of choices: [String]) -> String? {
        guard let text = string(key) else { return nil }
        guard choices.contains(text) else {
            let nearest = NearestName.of(text, among: choices).map { ", did you mean '\($0)'?" } ?? ""
            fault(key, "must be one of \(choices.joined(separator: ", ")), not '\(text)'\(nearest)")
            return nil
        }
        return text
    }

    /// A list of finite numbers, each inside a range.
    public mutating func numbers(_ key: String, in range: ClosedRange<Double>) -> [Double]? {
        guard let node = node(key) else { return nil }
        guard case .list(let items) = node.content else {
            fault(key, "must be a list of numbers")
            return nil
        }
        var values: [Double] = []
        for item in items {
            guard case .scalar(let text) = item.content, let value = Double(text), value.isFinite, range.contains(value) else {
                diagnostics.append(
                    Diagnostic("'\(qualified(key))' must hold numbers in \(range.lowerBound)...\(range.upperBound)", at: item.location))
                return nil
            }
            values.append(value)
        }
        return values
    }

    /// A reader of a mapping inside this one; hand its diagnostics back with `absorb`.
    public mutating func section(_ key: String) -> ConfigurationReader? {
        node(key).map { ConfigurationReader($0, path: qualified(key)) }
    }

    /// Takes over what a section's reader found.
    public mutating func absorb(_ found: [Diagnostic]) {
        diagnostics.append(contentsOf: found)
    }

    /// Records a fault of a key.
    public mutating func fault(_ key: String, _ message: String, hint: String? = nil) {
        diagnostics.append(Diagnostic("'\(qualified(key))' \(message)", at: location(of: key), hint: hint))
    }

    /// Reports the keys that nobody asked for and returns everything that was found.
    public mutating func finish() -> [Diagnostic] {
        for entry in entries where !known.contains(entry.key) {
            let nearest = NearestName.of(entry.key, among: known)
            diagnostics.append(
                Diagnostic(
                    "unknown key '\(qualified(entry.key))'", at: entry.location,
                    hint: nearest.map { "did you mean '\($0)'?" } ?? "valid keys: \(known.sorted().joined(separator: ", "))"))
        }
        return diagnostics
    }

    private func qualified(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }
}
