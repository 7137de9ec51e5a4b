import PulseStore

/// A JSON value that keeps what was written: numbers as their text, members in their order.
public indirect enum WireValue: Hashable, Sendable {
    case null
    case flag(Bool)
    /// The text of the number.
    case number(String)
    case text(String)
    case list([WireValue])
    case object([WireMember])

    /// Reads a JSON text; nil where it is malformed, nested deeper than 64 levels, or no UTF-8.
    public init?(json bytes: UnsafeRawBufferPointer) {
        guard let base = bytes.baseAddress, bytes.count > 0 else { return nil }
        let value: WireValue? = base.withMemoryRebound(to: UInt8.self, capacity: bytes.count) { start in
            var cursor = JSONCursor(start, start + bytes.count)
            guard let token = cursor.value(), cursor.isAtEnd() else { return nil }
            return WireValue(token)
        }
        guard let value else { return nil }
        self = value
    }

    public init?(json bytes: some Collection<UInt8>) {
        guard let value = Array(bytes).withUnsafeBytes({ WireValue(json: $0) }) else { return nil }
        self = value
    }

    /// What a checked token stands for; nil where a string is no UTF-8.
    init?(_ token: JSONToken) {
        switch token.kind {
        case .absent: return nil
        case .null: self = .null
        case .truth: self = .flag(true)
        case .falsehood: self = .flag(false)
        case .number: self = .number(String(decoding: UnsafeBufferPointer(start: token.start, count: token.count), as: UTF8.self))
        case .string:
            guard let text = Self.unescaped(token) else { return nil }
            self = .text(text)
        case .array:
            var elements: [WireValue] = []
            var cursor = JSONCursor(inside: token)
            var isFirst = true
            while let element = cursor.element(isFirst: &isFirst) {
                guard let value = WireValue(element) else { return nil }
                elements.append(value)
            }
            self = .list(elements)
        case .object:
            var members: [WireMember] = []
            var cursor = JSONCursor(inside: token)
            var isFirst = true
            while let (key, value) = cursor.member(isFirst: &isFirst) {
                guard let name = Self.unescaped(key), let value = WireValue(value) else { return nil }
                members.append(WireMember(key: name, value: value))
            }
            self = .object(members)
        }
    }

    /// The text of a string token; nil where it is no UTF-8.
    static func unescaped(_ token: JSONToken) -> String? {
        let bytes = UnsafeBufferPointer(start: token.start, count: token.count)
        guard token.hasEscapes else { return String(validating: bytes, as: UTF8.self) }
        var units: [UInt8] = []
        var cursor = token.start
        while cursor < token.end {
            guard cursor.pointee == UInt8(ascii: "\\") else {
                units.append(cursor.pointee)
                cursor += 1
                continue
            }
            let kind = cursor[1]
            cursor += 2
            switch kind {
            case UInt8(ascii: "n"): units.append(0x0A)
            case UInt8(ascii: "t"): units.append(0x09)
            case UInt8(ascii: "r"): units.append(0x0D)
            case UInt8(ascii: "b"): units.append(0x08)
            case UInt8(ascii: "f"): units.append(0x0C)
            case UInt8(ascii: "u"):
                guard let scalar = scalar(&cursor, token.end) else { return nil }
                units += Array(String(Character(scalar)).utf8)
            default: units.append(kind)
            }
        }
        return String(validating: units, as: UTF8.self)
    }

    /// The character that four hexadecimal digits spell, or two such groups; nil for half a pair.
    private static func scalar(_ cursor: inout UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> Unicode.Scalar? {
        func unit(_ at: UnsafePointer<UInt8>) -> UInt32? {
            UInt32(String(decoding: UnsafeBufferPointer(start: at, count: 4), as: UTF8.self), radix: 16)
        }
        guard end - cursor >= 4, let high = unit(cursor) else { return nil }
        cursor += 4
        guard (0xD800..<0xDC00).contains(high) else { return Unicode.Scalar(high) }
        guard end - cursor >= 6, cursor[0] == UInt8(ascii: "\\"), cursor[1] == UInt8(ascii: "u"), let low = unit(cursor + 2),
            (0xDC00..<0xE000).contains(low)
        else { return nil }
        cursor += 6
        return Unicode.Scalar(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
    }
}

/// A key and its value.
public struct WireMember: Hashable, Sendable {
    public var key: String
    public var value: WireValue

    public init(key: String, value: WireValue) {
        self.key = key
        self.value = value
    }
}
