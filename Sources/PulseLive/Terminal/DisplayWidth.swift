/// How many columns of a terminal a text takes, after what cannot be shown has been taken out of it.
enum DisplayWidth {
    /// A text that is safe on a screen: without control characters (and so without escape sequences), invisible format characters and
    /// what would join letters into one picture, on whose width terminals disagree.
    static func shown(_ text: String) -> String {
        // Nearly every text is plain.
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text }
        var shown = ""
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator: shown += " "
            case .format, .surrogate, .enclosingMark: continue
            case .unassigned, .privateUse: shown += "?"
            default: if !scalar.properties.isVariationSelector { shown.unicodeScalars.append(scalar) }
            }
        }
        return shown
    }

    /// Columns of a text that went through `shown`.
    static func of(_ text: String) -> Int {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.count }
        return text.unicodeScalars.reduce(0) { $0 + width($1) }
    }

    /// The beginning of a text that takes at most `width` columns, with an ellipsis where something is left out.
    static func clipped(_ text: String, _ width: Int) -> String {
        guard of(text) > width else { return text }
        guard width > 0 else { return "" }
        var clipped = ""
        var used = 0
        for scalar in text.unicodeScalars {
            let columns = Self.width(scalar)
            guard used + columns <= width - 1 else { break }
            clipped.unicodeScalars.append(scalar)
            used += columns
        }
        return clipped + "…"
    }

    /// Exactly `width` columns.
    static func fitted(_ text: String, _ width: Int, right: Bool = false) -> String {
        let clipped = clipped(text, width)
        let padding = String(repeating: " ", count: max(0, width - of(clipped)))
        return right ? padding + clipped : clipped + padding
    }

    /// As `wcwidth` has it: 0 for marks that sit on another letter, 2 for East Asian wide ones and pictures, else 1.
    static func width(_ scalar: Unicode.Scalar) -> Int {
        if scalar.value < 0x300 { return 1 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: break
        }
        if (0x1160...0x11FF).contains(scalar.value) { return 0 }
        return scalar.properties.isEmojiPresentation || wide.contains { $0.contains(scalar.value) } ? 2 : 1
    }

    /// East Asian wide and full-width blocks (Unicode Standard Annex 11), apart from pictures.
    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2329...0x232A, 0x2630...0x2637, 0x268A...0x268F, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4DC0...0x4DFF,
        0x4E00...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF01...0xFF60,
        0xFFE0...0xFFE6, 0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF, 0x1D300...0x1D376, 0x1F200...0x1F265, 0x20000...0x3FFFD,
    ]
}
