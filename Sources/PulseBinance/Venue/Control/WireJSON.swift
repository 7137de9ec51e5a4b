/// JSON as clients send it, with numbers as they were written, so that an id can be echoed as it came.
package enum WireJSON: Hashable, Sendable {
    case null
    case bool(Bool)
    /// As it was written.
    case number(String)
    /// Unescaped, and as it was written, with its quotes.
    case string(String, raw: String)
    case array([WireJSON])
    case object([Member])

    package struct Member: Hashable, Sendable {
        package var key: String
        package var value: WireJSON
    }

    /// Where a text stops to be JSON: line and column, from 1.
    package struct Fault: Error, Hashable, Sendable {
        package var reason: String
        package var line: Int
        package var column: Int
    }

    /// Arrays within arrays that are read (P9).
    package static let maximumDepth = 16

    /// Reads a whole text.
    package static func read(_ bytes: [UInt8]) throws(Fault) -> WireJSON {
        var reader = Reader(bytes: bytes)
        let value = try reader.value(depth: 0)
        reader.skipBlanks()
        guard reader.position == bytes.count else { throw reader.fault("trailing characters") }
        return value
    }

    package subscript(key: String) -> WireJSON? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.key == key }?.value
    }

    private struct Reader {
        let bytes: [UInt8]
        var position = 0

        func fault(_ reason: String) -> Fault {
            let before = bytes[..<min(position, bytes.count)]
            let line = before.count { $0 == UInt8(ascii: "\n") } + 1
            let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
            return Fault(reason: reason, line: line, column: min(position, bytes.count) - start + 1)
        }

        mutating func skipBlanks() {
            while position < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) { position += 1 }
        }

        private mutating func take(_ byte: UInt8) -> Bool {
            guard position < bytes.count, bytes[position] == byte else { return false }
            position += 1
            return true
        }

        mutating func value(depth: Int) throws(Fault) -> WireJSON {
            guard depth < WireJSON.maximumDepth else { throw fault("recursion limit exceeded") }
            skipBlanks()
            guard position < bytes.count else { throw fault("EOF while parsing a value") }
            switch bytes[position] {
            case UInt8(ascii: "{"): return try object(depth: depth)
            case UInt8(ascii: "["): return try array(depth: depth)
            case UInt8(ascii: "\""):
                let start = position
                let text = try string()
                return .string(text, raw: String(decoding: bytes[start..<position], as: UTF8.self))
            case UInt8(ascii: "t"): return try word("true", .bool(true))
            case UInt8(ascii: "f"): return try word("false", .bool(false))
            case UInt8(ascii: "n"): return try word("null", .null)
            default: return try number()
            }
        }

        private mutating func word(_ text: String, _ value: WireJSON) throws(Fault) -> WireJSON {
            guard bytes[position...].starts(with: text.utf8) else { throw fault("expected value") }
            position += text.utf8.count
            return value
        }

        private mutating func number() throws(Fault) -> WireJSON {
            let start = position
            let allowed = Array("+-.0123456789eE".utf8)
            while position < bytes.count, allowed.contains(bytes[position]) { position += 1 }
            let text = String(decoding: bytes[start..<position], as: UTF8.self)
            guard !text.isEmpty, text.utf8.count <= 64, text.first != "+", text.first != ".", Double(text)?.isFinite == true else {
                position = start
                throw fault("expected value")
            }
            return .number(text)
        }

        private mutating func array(depth: Int) throws(Fault) -> WireJSON {
            position += 1
            var elements: [WireJSON] = []
            skipBlanks()
            if take(UInt8(ascii: "]")) { return .array([]) }
            while true {
                elements.append(try value(depth: depth + 1))
                skipBlanks()
                if take(UInt8(ascii: "]")) { return .array(elements) }
                guard take(UInt8(ascii: ",")) else { throw fault("expected `,` or `]`") }
            }
        }

        private mutating func object(depth: Int) throws(Fault) -> WireJSON {
            position += 1
            var members: [Member] = []
            skipBlanks()
            if take(UInt8(ascii: "}")) { return .object([]) }
            while true {
                skipBlanks()
                guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else { throw fault("key must be a string") }
                let key = try string()
                skipBlanks()
                guard take(UInt8(ascii: ":")) else { throw fault("expected `:`") }
                members.append(Member(key: key, value: try value(depth: depth + 1)))
                skipBlanks()
                if take(UInt8(ascii: "}")) { return .object(members) }
                guard take(UInt8(ascii: ",")) else { throw fault("expected `,` or `}`") }
            }
        }

        private mutating func string() throws(Fault) -> String {
            position += 1
            var text: [UInt8] = []
            while position < bytes.count {
                let byte = bytes[position]
                position += 1
                switch byte {
                case UInt8(ascii: "\""):
                    return String(decoding: text, as: UTF8.self)
                case UInt8(ascii: "\\"):
                    try escape(into: &text)
                case 0..<0x20:
                    throw fault("control character (\\u0000-\\u001F) found while parsing a string")
                default:
                    text.append(byte)
                }
            }
            throw fault("EOF while parsing a string")
        }

        private mutating func escape(into text: inout [UInt8]) throws(Fault) {
            guard position < bytes.count else { throw fault("EOF while parsing a string") }
            let byte = bytes[position]
            position += 1
            let simple: [UInt8: UInt8] = [
                UInt8(ascii: "\""): 0x22, UInt8(ascii: "\\"): 0x5C, UInt8(ascii: "/"): 0x2F, UInt8(ascii: "b"): 8, UInt8(ascii: "f"): 12,
                UInt8(ascii: "n"): 10, UInt8(ascii: "r"): 13, UInt8(ascii: "t"): 9,
            ]
            if let plain = simple[byte] { return text.append(plain) }
            guard byte == UInt8(ascii: "u"), position + 4 <= bytes.count,
                let code = UInt32(String(decoding: bytes[position..<position + 4], as: UTF8.self), radix: 16)
            else { throw fault("invalid escape") }
            position += 4
            // Halves of a pair are not put together: no name of a stream holds any.
            text += Array(String(Unicode.Scalar(code).map(Character.init) ?? "\u{FFFD}").utf8)
        }
    }
}
