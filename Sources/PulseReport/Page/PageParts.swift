import PulseCore

/// Pieces that every page is made of.
protocol PageParts {}

extension PageParts {
    /// A section with a heading and an anchor.
    func section(_ id: String, _ title: String, note: String? = nil, _ content: String) -> String {
        let note = note.map { "<p class=\"note\">\($0)</p>" } ?? ""
        return "<section id=\"\(id)\"><h2>\(HTML.escape(title))</h2>\(note)\n\(content)</section>"
    }

    /// A table cell with a figure; `--` with its reason where it is undefined.
    func cell(_ value: Double?, _ unit: RunMetric.Unit, reason: String? = nil) -> String {
        guard let value else { return "<td class=\"number none\"\(title(reason))>--</td>" }
        let sign = unit == .gain ? HTML.sign(value) : ""
        return "<td class=\"number\(sign)\">\(HTML.figure(FigureText.text(value, unit)))</td>"
    }

    func title(_ text: String?) -> String { text.map { " title=\"\(HTML.escape($0))\"" } ?? "" }

    /// Replaces each `{{name}}` of the template once, from left to right; what is put in is not looked at again.
    static func fill(_ template: [UInt8], _ values: [String: [UInt8]]) -> [UInt8] {
        var page: [UInt8] = []
        page.reserveCapacity(template.count + values.values.reduce(0) { $0 + $1.count })
        var position = 0
        while position < template.count {
            if template[position] == UInt8(ascii: "{"), position + 1 < template.count, template[position + 1] == UInt8(ascii: "{"),
                let end = template[position...].firstIndex(of: UInt8(ascii: "}")),
                let value = values[String(decoding: template[(position + 2)..<end], as: UTF8.self)]
            {
                page += value
                position = end + 2
            } else {
                page.append(template[position])
                position += 1
            }
        }
        return page
    }

    /// A script must not end its own element early.
    static func script(_ text: String) -> String {
        text.replacing("</script", with: "<\\/script").replacing("<!--", with: "<\\!--")
    }
}
