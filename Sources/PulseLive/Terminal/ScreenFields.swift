/// Names with values in one line; each value has a fixed room, so that the next one stands still. What does not fit is left out.
struct ScreenFields {
    private struct Field {
        var label: String
        var value: String
        var width: Int
        var style: ScreenStyle
    }

    private var fields: [Field] = []
    private static let gap = 3

    /// The most important first. `width` is the room of the value.
    mutating func add(_ label: String, _ value: String, _ width: Int, _ style: ScreenStyle = .plain) {
        fields.append(Field(label: label, value: value, width: width, style: style))
    }

    func line(width: Int) -> ScreenLine {
        var line = ScreenLine()
        for field in fields {
            let label = field.label + " "
            let gap = line.width == 0 ? 0 : Self.gap
            guard line.width + gap + DisplayWidth.of(label) + field.width <= width else { break }
            line.append(String(repeating: " ", count: gap))
            line.append(label, .faint)
            line.append(DisplayWidth.fitted(DisplayWidth.shown(field.value), field.width, right: true), field.style)
        }
        return line
    }
}
