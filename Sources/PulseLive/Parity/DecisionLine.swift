import PulseCore
import PulseStrategy

/// A decision for a reader: the votes and the verdict in the bytes that are compared (`DecisionColumns.appendCanonicalBytes`).
package enum DecisionLine {
    /// A decision in words; beside another one only what differs from it. Bytes that are no decision of these heads stay as they are.
    package static func text(_ bytes: [UInt8], heads: [HeadID], beside other: [UInt8]? = nil) -> String {
        guard let parts = parts(bytes, heads) else { return bytes.map { String($0, radix: 16) }.joined(separator: " ") }
        let others = other.flatMap { Self.parts($0, heads) }
        return parts.indices.filter { others == nil || others?[$0] != parts[$0] }.map { parts[$0] }.joined(separator: "; ")
    }

    /// The candle, one part a head, the verdict.
    private static func parts(_ bytes: [UInt8], _ heads: [HeadID]) -> [String]? {
        var rest = bytes[...]
        func next<Value: FixedWidthInteger>(_ type: Value.Type) -> Value? {
            let size = MemoryLayout<Value>.size
            guard rest.count >= size else { return nil }
            defer { rest = rest.dropFirst(size) }
            return rest.prefix(size).reversed().reduce(into: Value.zero) { $0 = $0 << 8 | Value(truncatingIfNeeded: $1) }
        }
        func score() -> String? { next(Int16.self).map { "\(Double($0) / 1_024)" } }
        func set() -> String? {
            next(UInt16.self).map { raw in
                let names = HeadSet(rawValue: raw).heads.map(\.name)
                return names.isEmpty ? "none" : names.joined(separator: ", ")
            }
        }
        guard let candle = next(Int32.self) else { return nil }
        var parts = ["candle \(candle)"]
        for head in heads {
            guard let direction = next(Int8.self).flatMap(Direction.init(rawValue:)),
                let abstention = next(UInt8.self).flatMap(Vote.Abstention.init(rawValue:)),
                let probability = score(), let confidence = score(), let age = next(UInt16.self)
            else { return nil }
            let vote = "\(direction.name), probability \(probability), confidence \(confidence), evidence \(age) candles old"
            parts.append("\(head.name) " + (abstention == .none ? vote : "abstains (\(abstention.name))"))
        }
        guard let direction = next(Int8.self).flatMap(Direction.init(rawValue:)),
            let outcome = next(UInt8.self).flatMap(Verdict.Outcome.init(rawValue:)),
            let agreeing = set(), let dissenting = set(), let available = set(), let probability = score(), let confidence = score(),
            rest.isEmpty
        else { return nil }
        parts.append(
            "verdict \(direction.name) (\(outcome.name)), probability \(probability), confidence \(confidence), for it \(agreeing), "
                + "against it \(dissenting), with an opinion \(available)")
        return parts
    }
}
