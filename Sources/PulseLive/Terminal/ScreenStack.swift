/// Panels below each other.
enum ScreenStack {
    /// At most `height` lines. Every panel gets its minimum, in their order and as far as there is room; what is left goes, again in their
    /// order, to those that want more, after a blank line between panels.
    static func lines(_ panels: [ScreenPanel], width: Int, height: Int) -> [ScreenLine] {
        var rest = height
        var shown: [(panel: ScreenPanel, height: Int)] = []
        for panel in panels where panel.minimum <= rest {
            shown.append((panel, panel.minimum))
            rest -= panel.minimum
        }
        let isSpaced = rest >= shown.count - 1
        if isSpaced { rest -= max(0, shown.count - 1) }
        for place in shown.indices {
            let more = min(rest, shown[place].panel.wanted - shown[place].height)
            shown[place].height += more
            rest -= more
        }
        var lines: [ScreenLine] = []
        for (place, entry) in shown.enumerated() {
            if place > 0, isSpaced { lines.append(ScreenLine()) }
            lines += entry.panel.lines(width, entry.height)
        }
        return lines
    }
}
