/// A tree of JSON values while it is being encoded; a class, because containers fill it from several places.
final class JSONNode {
    enum Content {
        case null
        /// Number, `true` or `false` as it will stand.
        case literal(String)
        case string(String)
        case array([JSONNode])
        case object([(key: String, value: JSONNode)])
    }

    var content: Content

    init(_ content: Content = .null) {
        self.content = content
    }

    /// Adds a member to an object; a key that is there already is replaced.
    func set(_ key: String, _ value: JSONNode) {
        guard case .object(var members) = content else {
            content = .object([(key, value)])
            return
        }
        content = .null
        if let index = members.firstIndex(where: { $0.key == key }) { members[index].value = value } else { members.append((key, value)) }
        content = .object(members)
    }

    func append(_ value: JSONNode) {
        guard case .array(var elements) = content else {
            content = .array([value])
            return
        }
        content = .null
        elements.append(value)
        content = .array(elements)
    }

    /// Appends the text of the value, on one line where the indentation is nil.
    func write(to bytes: inout [UInt8], indentation: Int?) {
        let inner = indentation.map { $0 + 1 }
        switch content {
        case .null: bytes.append(contentsOf: "null".utf8)
        case .literal(let text): bytes.append(contentsOf: text.utf8)
        case .string(let text): JSONText.append(text, to: &bytes)
        case .array(let elements):
            bytes.append(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                Self.startLine(index, inner, &bytes)
                element.write(to: &bytes, indentation: inner)
            }
            Self.endLines(elements.count, indentation, &bytes)
            bytes.append(UInt8(ascii: "]"))
        case .object(let members):
            bytes.append(UInt8(ascii: "{"))
            // Byte order of UTF-8, which is the order of scalars: no locale, no Unicode tables.
            let sorted = members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
            for (index, member) in sorted.enumerated() {
                Self.startLine(index, inner, &bytes)
                JSONText.append(member.key, to: &bytes)
                bytes.append(contentsOf: (inner == nil ? ":" : ": ").utf8)
                member.value.write(to: &bytes, indentation: inner)
            }
            Self.endLines(sorted.count, indentation, &bytes)
            bytes.append(UInt8(ascii: "}"))
        }
    }

    private static func startLine(_ index: Int, _ indentation: Int?, _ bytes: inout [UInt8]) {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        guard let indentation else { return }
        bytes.append(UInt8(ascii: "\n"))
        bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * indentation))
    }

    private static func endLines(_ count: Int, _ indentation: Int?, _ bytes: inout [UInt8]) {
        guard count > 0, let indentation else { return }
        bytes.append(UInt8(ascii: "\n"))
        bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * indentation))
    }
}
