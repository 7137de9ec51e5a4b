/// Text for HTML. Everything that a user or a file gave goes through `escape`; only markup written here does not.
enum HTML {
    /// Safe inside an element and inside a quoted attribute. Control characters become the replacement character.
    static func escape(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 < 32 || $0 == 38 || $0 == 60 || $0 == 62 || $0 == 34 || $0 == 39 || $0 > 126 }) else {
            return text
        }
        var result = ""
        result.reserveCapacity(text.utf8.count + 16)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            case "\n", "\t": result.unicodeScalars.append(scalar)
            // Marks that turn the reading direction could make a text say what it does not.
            case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}": result += "\u{FFFD}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// A figure with a real minus sign.
    static func figure(_ text: String) -> String {
        text.hasPrefix("-") && text != DecimalText.undefined ? "\u{2212}" + escape(String(text.dropFirst())) : escape(text)
    }

    /// A sentence with real minus signs in front of its figures.
    static func sentence(_ text: String) -> String {
        var result = ""
        let bytes = Array(text.unicodeScalars)
        for (index, scalar) in bytes.enumerated() {
            let isMinus =
                scalar == "-" && index + 1 < bytes.count && "0"..."9" ~= bytes[index + 1] && (index == 0 || bytes[index - 1] == " ")
            result.unicodeScalars.append(isMinus ? "\u{2212}" : scalar)
        }
        return escape(result)
    }

    /// The class that colours a signed figure; the sign itself stands in the text.
    static func sign(_ value: Double?) -> String {
        guard let value, value != 0 else { return "" }
        return value > 0 ? " up" : " down"
    }
}
