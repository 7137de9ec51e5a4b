/// Reads JSON (RFC 8259) value by value, in any order and with any blanks; never beyond the end, never deeper than 64 levels.
struct JSONCursor {
    /// Levels of nesting that are followed.
    static let depth = 64

    private(set) var position: UnsafePointer<UInt8>
    private let end: UnsafePointer<UInt8>

    init(_ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) {
        position = start
        self.end = end
    }

    /// Over the inside of an object or array that was read before.
    init(inside token: JSONToken) {
        self.init(token.start + 1, token.end - 1)
    }

    mutating func skipBlanks() {
        while position < end {
            switch position.pointee {
            case 0x20, 0x09, 0x0A, 0x0D: position += 1
            default: return
            }
        }
    }

    /// Whether nothing but blanks is left.
    mutating func isAtEnd() -> Bool {
        skipBlanks()
        return position == end
    }

    /// Moves behind a byte, if it is the next but for blanks.
    mutating func skip(_ byte: UInt8) -> Bool {
        skipBlanks()
        guard position < end, position.pointee == byte else { return false }
        position += 1
        return true
    }

    /// The next value, wholly checked; nil where there is none.
    mutating func value(depth: Int = JSONCursor.depth) -> JSONToken? {
        skipBlanks()
        guard position < end else { return nil }
        switch position.pointee {
        case UInt8(ascii: "\""): return string()
        case UInt8(ascii: "{"): return container(.object, UInt8(ascii: "}"), depth)
        case UInt8(ascii: "["): return container(.array, UInt8(ascii: "]"), depth)
        case UInt8(ascii: "t"): return word("true", .truth)
        case UInt8(ascii: "f"): return word("false", .falsehood)
        case UInt8(ascii: "n"): return word("null", .null)
        default: return number()
        }
    }

    /// The next member of an object whose inside this is; nil at its end, and where it is malformed.
    mutating func member(isFirst: inout Bool, depth: Int = JSONCursor.depth) -> (key: JSONToken, value: JSONToken)? {
        if isAtEnd() || (!isFirst && !skip(UInt8(ascii: ","))) { return nil }
        isFirst = false
        skipBlanks()
        guard position < end, position.pointee == UInt8(ascii: "\""), let key = string(), skip(UInt8(ascii: ":")),
            let value = value(depth: depth)
        else { return nil }
        return (key, value)
    }

    /// The next element of an array whose inside this is; nil at its end, and where it is malformed.
    mutating func element(isFirst: inout Bool, depth: Int = JSONCursor.depth) -> JSONToken? {
        if isAtEnd() || (!isFirst && !skip(UInt8(ascii: ","))) { return nil }
        isFirst = false
        return value(depth: depth)
    }

    private mutating func container(_ kind: JSONToken.Kind, _ close: UInt8, _ depth: Int) -> JSONToken? {
        guard depth > 0 else { return nil }
        let start = position
        position += 1
        if !skip(close) {
            repeat {
                if kind == .object {
                    skipBlanks()
                    guard position < end, position.pointee == UInt8(ascii: "\""), string() != nil, skip(UInt8(ascii: ":")) else {
                        return nil
                    }
                }
                guard value(depth: depth - 1) != nil else { return nil }
            } while skip(UInt8(ascii: ","))
            guard skip(close) else { return nil }
        }
        return JSONToken(kind: kind, start: start, end: position)
    }

    private mutating func string() -> JSONToken? {
        position += 1
        let start = position
        var hasEscapes = false
        while position < end {
            switch position.pointee {
            case UInt8(ascii: "\""):
                position += 1
                return JSONToken(kind: .string, hasEscapes: hasEscapes, start: start, end: position - 1)
            case UInt8(ascii: "\\"):
                guard skipEscape() else { return nil }
                hasEscapes = true
            case 0..<0x20: return nil
            default: position += 1
            }
        }
        return nil
    }

    private mutating func skipEscape() -> Bool {
        guard end - position >= 2 else { return false }
        let kind = position[1]
        position += 2
        guard kind == UInt8(ascii: "u") else {
            return "\"\\/bfnrt".utf8.contains(kind)
        }
        guard end - position >= 4 else { return false }
        for _ in 0..<4 {
            guard Self.isHex(position.pointee) else { return false }
            position += 1
        }
        return true
    }

    private static func isHex(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"): true
        default: false
        }
    }

    private mutating func word(_ literal: StaticString, _ kind: JSONToken.Kind) -> JSONToken? {
        let count = literal.utf8CodeUnitCount
        guard end - position >= count, (0..<count).allSatisfy({ position[$0] == literal.utf8Start[$0] }) else { return nil }
        position += count
        return JSONToken(kind: kind, start: position - count, end: position)
    }

    private mutating func number() -> JSONToken? {
        let start = position
        if position.pointee == UInt8(ascii: "-") { position += 1 }
        let whole = digits()
        guard whole > 0 else { return nil }
        if position < end, position.pointee == UInt8(ascii: ".") {
            position += 1
            guard digits() > 0 else { return nil }
        }
        if position < end, position.pointee | 0x20 == UInt8(ascii: "e") {
            position += 1
            if position < end, position.pointee == UInt8(ascii: "-") || position.pointee == UInt8(ascii: "+") { position += 1 }
            guard digits() > 0 else { return nil }
        }
        return JSONToken(kind: .number, start: start, end: position)
    }

    private mutating func digits() -> Int {
        let start = position
        while position < end, position.pointee &- 48 <= 9 { position += 1 }
        return position - start
    }
}
