import PulseStore

extension WireValue {
    /// The value of a key, the last one where there are several; nil where there is none, or this is no object.
    public subscript(key: String) -> WireValue? {
        guard case .object(let members) = self else { return nil }
        return members.last { $0.key == key }?.value
    }

    public var string: String? {
        guard case .text(let text) = self else { return nil }
        return text
    }

    public var elements: [WireValue]? {
        guard case .list(let elements) = self else { return nil }
        return elements
    }

    public var bool: Bool? {
        guard case .flag(let flag) = self else { return nil }
        return flag
    }

    /// A whole number, written as a number or, as some answers do, as a string.
    public var integer: Int64? {
        switch self {
        case .number(let text), .text(let text): Int64(text)
        default: nil
        }
    }

    /// A finite decimal, written as a string or as a number.
    public var decimal: Double? {
        guard case .number(let text) = self else {
            guard case .text(let text) = self else { return nil }
            return Self.double(text)
        }
        return Self.double(text)
    }

    private static func double(_ text: String) -> Double? {
        var text = text
        let value = text.withUTF8 { bytes in
            bytes.baseAddress.flatMap { DecimalParser.double($0, $0 + bytes.count) }
        }
        guard let value, value.isFinite else { return nil }
        return value
    }

    /// The same for every text that says the same: members sorted by key, no blanks, numbers as they were written.
    public var canonical: String {
        switch self {
        case .null: "null"
        case .flag(let flag): flag ? "true" : "false"
        case .number(let text): text
        case .text(let text): Self.quoted(text)
        case .list(let elements): "[" + elements.map(\.canonical).joined(separator: ",") + "]"
        case .object(let members):
            "{"
                + members.sorted { Array($0.key.utf8).lexicographicallyPrecedes(Array($1.key.utf8)) }
                .map { Self.quoted($0.key) + ":" + $0.value.canonical }.joined(separator: ",") + "}"
        }
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case _ where scalar.value < 0x20:
                let hex = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
