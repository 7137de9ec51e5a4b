/// Walks over the lines of a text in memory; `\n` and `\r\n` end a line, a byte order mark is skipped.
struct LineReader {
    private let bytes: [UInt8]
    private var position = 0
    private var number = 0

    init(bytes: [UInt8]) {
        self.bytes = bytes
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    }

    /// The next line and its number (from 1), or nil at the end.
    mutating func next() -> (number: Int, text: Substring)? {
        guard position < bytes.count else { return nil }
        var end = position
        while end < bytes.count, bytes[end] != UInt8(ascii: "\n") { end += 1 }
        var last = end
        if last > position, bytes[last - 1] == UInt8(ascii: "\r") { last -= 1 }
        number += 1
        let text = String(decoding: bytes[position..<last], as: UTF8.self)
        position = end + 1
        return (number, Substring(text))
    }

    /// Without blanks and tabs at either end.
    static func trimmed(_ text: Substring) -> Substring {
        var text = text
        while let first = text.first, first == " " || first == "\t" { text.removeFirst() }
        while let last = text.last, last == " " || last == "\t" { text.removeLast() }
        return text
    }
}
