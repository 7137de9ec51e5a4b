/// A line of the screen: pieces of text with their styles.
struct ScreenLine {
    private var pieces: [(text: String, style: ScreenStyle)] = []
    /// Columns.
    private(set) var width = 0

    init(_ text: String = "", _ style: ScreenStyle = .plain) {
        append(text, style)
    }

    mutating func append(_ text: String, _ style: ScreenStyle = .plain) {
        guard !text.isEmpty else { return }
        let shown = DisplayWidth.shown(text)
        pieces.append((shown, style))
        width += DisplayWidth.of(shown)
    }

    mutating func append(_ line: ScreenLine) {
        pieces += line.pieces
        width += line.width
    }

    /// Blanks up to a column.
    mutating func pad(to column: Int) {
        guard column > width else { return }
        append(String(repeating: " ", count: column - width))
    }

    /// The beginning that takes at most `limit` columns.
    func clipped(_ limit: Int) -> ScreenLine {
        guard width > limit else { return self }
        var line = ScreenLine()
        for piece in pieces {
            let room = limit - line.width
            guard room > 0 else { break }
            line.append(DisplayWidth.clipped(piece.text, room), piece.style)
        }
        return line
    }

    /// The text for a terminal; without colour it holds no escape sequence and no blanks at its end.
    func rendered(usesColour: Bool) -> String {
        guard usesColour else {
            let text = pieces.map(\.text).joined()
            return String(text.reversed().drop { $0 == " " }.reversed())
        }
        return pieces.map { $0.style == .plain ? $0.text : "\u{1B}[\($0.style.rawValue)m\($0.text)\u{1B}[0m" }.joined()
    }
}
