/// Columns of a line on a terminal, counted independently of the screen's own code; nil where the line holds what moves the cursor.
enum ScreenColumns {
    static func count(_ line: String) -> Int? {
        var columns = 0
        var rest = Array(line.unicodeScalars)[...]
        while let scalar = rest.popFirst() {
            if scalar == "\u{1B}" {
                // Colours alone are allowed.
                guard rest.popFirst() == "[" else { return nil }
                while let next = rest.first, next == ";" || ("0"..."9").contains(next) { rest.removeFirst() }
                guard rest.popFirst() == "m" else { return nil }
                continue
            }
            guard scalar.value >= 0x20, !(0x7F...0x9F).contains(scalar.value) else { return nil }
            switch scalar.value {
            case 0x300...0x36F, 0x200B...0x200F, 0x202A...0x202E, 0xFE00...0xFE0F: break
            case 0x1100...0x115F, 0x2E80...0x9FFF, 0xAC00...0xD7A3, 0xFF01...0xFF60, 0x1F1E6...0x1FAFF: columns += 2
            default: columns += 1
            }
        }
        return columns
    }
}
