import PulseCore

/// Reads the plain subset of YAML that strategy files are written in: mappings by indentation, scalars, `[a, b]`, `{a: 1}`, folded text,
/// comments. Test-only; it gives the same tree and places as the real reader does for that subset.
enum PlainDocument {
    static func read(_ text: String, file: String = "strategy.yaml") -> ConfigurationNode {
        var lines: [Line] = []
        for (number, raw) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let content = raw.prefix { $0 == " " }
            let body = withoutComment(String(raw.dropFirst(content.count)))
            if !body.isEmpty { lines.append(Line(number: number + 1, indent: content.count, text: body)) }
        }
        var position = 0
        return mapping(lines, &position, indent: 0, file: file)
    }

    private struct Line {
        let number: Int
        let indent: Int
        let text: String
    }

    private static func withoutComment(_ text: String) -> String {
        var result = ""
        var previous: Character = " "
        for character in text {
            if character == "#", previous == " " { break }
            result.append(character)
            previous = character
        }
        while result.last == " " { result.removeLast() }
        return result
    }

    private static func mapping(_ lines: [Line], _ position: inout Int, indent: Int, file: String) -> ConfigurationNode {
        let start = SourceLocation(file: file, line: lines.isEmpty ? 1 : lines[min(position, lines.count - 1)].number, column: indent + 1)
        var entries: [ConfigurationNode.Entry] = []
        while position < lines.count, lines[position].indent == indent {
            let line = lines[position]
            position += 1
            guard let colon = line.text.firstIndex(of: ":") else { continue }
            let key = String(line.text[..<colon])
            let rest = line.text[line.text.index(after: colon)...].drop { $0 == " " }
            let keyLocation = SourceLocation(file: file, line: line.number, column: indent + 1)
            let column = indent + 1 + line.text.distance(from: line.text.startIndex, to: rest.startIndex)
            let location = SourceLocation(file: file, line: line.number, column: column)
            let value: ConfigurationNode
            if rest == ">" {
                var words: [String] = []
                while position < lines.count, lines[position].indent > indent {
                    words.append(lines[position].text)
                    position += 1
                }
                value = ConfigurationNode(.scalar(words.joined(separator: " ")), at: location)
            } else if rest.isEmpty {
                let hasMore = position < lines.count && lines[position].indent > indent
                value =
                    hasMore ? mapping(lines, &position, indent: lines[position].indent, file: file) : ConfigurationNode(.null, at: location)
            } else {
                value = flow(rest, at: location)
            }
            entries.append(ConfigurationNode.Entry(key: key, location: keyLocation, value: value))
        }
        return ConfigurationNode(.mapping(entries), at: start)
    }

    private static func flow(_ text: Substring, at location: SourceLocation) -> ConfigurationNode {
        func parts() -> [(text: Substring, location: SourceLocation)] {
            text.dropFirst().dropLast().split(separator: ",").map { part in
                let trimmed = part.drop { $0 == " " }
                let offset = text.distance(from: text.startIndex, to: trimmed.startIndex)
                return (trimmed, SourceLocation(file: location.file, line: location.line, column: location.column.map { $0 + offset }))
            }
        }
        if text.first == "[" {
            return ConfigurationNode(.list(parts().map { ConfigurationNode(.scalar(String($0.text)), at: $0.location) }), at: location)
        }
        if text.first == "{" {
            let entries = parts().map { part in
                let halves = part.text.split(separator: ":", maxSplits: 1)
                let value = ConfigurationNode(.scalar(String(halves[1].drop { $0 == " " })), at: part.location)
                return ConfigurationNode.Entry(key: String(halves[0]), location: part.location, value: value)
            }
            return ConfigurationNode(.mapping(entries), at: location)
        }
        let quoted = text.count >= 2 && text.first == "\"" && text.last == "\""
        return ConfigurationNode(.scalar(String(quoted ? text.dropFirst().dropLast() : text)), at: location)
    }
}
