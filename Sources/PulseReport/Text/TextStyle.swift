/// How a table is drawn on a terminal or into a file.
public struct TextStyle: Hashable, Sendable {
    /// Whether signs and warnings are coloured as well; colour is never the only signal.
    public var colour: Bool
    /// Whether rules and bullets may be other than ASCII.
    public var unicode: Bool
    /// Columns of the terminal, at least 40.
    public var width: Int

    public init(colour: Bool = false, unicode: Bool = true, width: Int = 100) {
        self.colour = colour
        self.unicode = unicode
        self.width = max(40, width)
    }

    enum Ink: String {
        case bold = "1"
        case dim = "2"
        case red = "31"
        case green = "32"
        case yellow = "33"
    }

    func ink(_ text: String, _ ink: Ink?) -> String {
        guard colour, let ink, !text.isEmpty else { return text }
        return "\u{1B}[\(ink.rawValue)m\(text)\u{1B}[0m"
    }

    func rule(_ width: Int) -> String { String(repeating: unicode ? "─" : "-", count: width) }

    /// The separator of things on one line.
    var dot: String { unicode ? " · " : ", " }

    /// Control characters are spelt out: a strategy's name must not steer the terminal.
    static func harmless(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse: result += "\u{FFFD}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// A text cut to a number of columns, with an ellipsis where something is missing.
    func cut(_ text: String, to columns: Int) -> String {
        guard text.count > columns, columns > 3 else { return text }
        return unicode ? text.prefix(columns - 1) + "…" : text.prefix(columns - 3) + "..."
    }

    /// A text broken at blanks into lines of at most `columns`, the later ones indented.
    func wrap(_ text: String, to columns: Int, indent: Int) -> String {
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            if !line.isEmpty, line.count + 1 + word.count > columns - (lines.isEmpty ? 0 : indent) {
                lines.append(line)
                line = ""
            }
            line += (line.isEmpty ? "" : " ") + word
        }
        lines.append(line)
        return lines.joined(separator: "\n" + String(repeating: " ", count: indent))
    }

    static func left(_ text: String, _ width: Int) -> String { text + String(repeating: " ", count: max(0, width - text.count)) }
    static func right(_ text: String, _ width: Int) -> String { String(repeating: " ", count: max(0, width - text.count)) + text }
}
